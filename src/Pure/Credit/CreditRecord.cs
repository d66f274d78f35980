namespace Pure.Credit;

/// <summary>One response read from a file: what credit needs, and the text that a person wants to see beside it.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Prompt">Text of the prompt, when the file has it.</param>
/// <param name="StepTexts">Text of each step; empty where the file has none.</param>
/// <param name="TokenTexts">Text of each token, one array a step; <see langword="null"/> unless the file has all of them.</param>
/// <param name="Input">The response.</param>
public sealed record CreditRecord(int Line, string? Prompt, string[] StepTexts, string[][]? TokenTexts, CreditInput Input);
