namespace Pure.Data;

/// <summary>A step of a PRM800K solution with the labeller's rating.</summary>
/// <param name="Text">The step.</param>
/// <param name="Rating">1 good, 0 neutral, -1 wrong; <see langword="null"/> where phase 1 has none.</param>
public sealed record Prm800kStep(string Text, int? Rating);
