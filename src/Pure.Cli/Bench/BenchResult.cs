namespace Pure.Cli.Bench;

/// <summary>What a benchmark found.</summary>
/// <param name="Plan">What was measured.</param>
/// <param name="Machine">The ceilings.</param>
/// <param name="Rows">Every measurement, in the order taken.</param>
/// <param name="Peaks">Highest resident memory while each part was measured, in bytes, its models included.</param>
internal sealed record BenchResult(BenchPlan Plan, MachineCeilings Machine, IReadOnlyList<BenchRow> Rows, IReadOnlyDictionary<string, long> Peaks);
