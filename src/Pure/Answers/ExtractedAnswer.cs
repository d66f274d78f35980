namespace Pure.Answers;

/// <summary>A final answer found in a response.</summary>
/// <param name="Text">The answer, without its delimiters.</param>
/// <param name="Rule">What it was found by: box, anchor, math span, number, choice, line.</param>
/// <param name="Start">Where it begins in the response.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Several">Whether it was joined from several boxes.</param>
public sealed record ExtractedAnswer(string Text, string Rule, int Start, int End, bool Several);
