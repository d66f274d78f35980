using Pure.Evaluation.Statistics;

namespace Pure.Evaluation.Benchmarks;

/// <summary>What one benchmark shows.</summary>
/// <param name="Name">The benchmark.</param>
/// <param name="Problems">Problems that count.</param>
/// <param name="UngradableGold">Problems left out because their reference answer cannot be graded.</param>
/// <param name="Metrics">Numbers by name, in the order in which they are to be shown: accuracies as shares, each with its interval.</param>
public sealed record BenchmarkReport(string Name, int Problems, int UngradableGold, IReadOnlyList<KeyValuePair<string, Estimate>> Metrics);
