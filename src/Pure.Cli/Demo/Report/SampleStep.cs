namespace Pure.Cli.Demo.Report;

/// <summary>One step of a sample response.</summary>
/// <param name="Text">The step without its separator.</param>
/// <param name="Reward">What the process reward model gave it, -1 to 1; null where none was asked.</param>
/// <param name="Error">What the exact checker found wrong, in words; null for a correct step.</param>
internal sealed record SampleStep(string Text, double? Reward, string? Error);
