using Pure.Rewards;

namespace Pure.Cli.Judging;

/// <summary>What best-of-n curve to make.</summary>
/// <param name="Aggregation">How step scores become one.</param>
/// <param name="N">The n; powers of two when empty.</param>
/// <param name="Trials">Random draws.</param>
internal sealed record Prm800kCurve(Aggregation Aggregation, int[] N, int Trials);
