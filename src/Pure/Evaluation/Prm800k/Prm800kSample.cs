namespace Pure.Evaluation.Prm800k;

/// <summary>One of many solutions to a problem, scored.</summary>
/// <param name="Score">Of the reward model.</param>
/// <param name="Answer">Its answer; <see langword="null"/> for none.</param>
/// <param name="IsCorrect">Whether that is right.</param>
public sealed record Prm800kSample(double Score, string? Answer, bool IsCorrect);
