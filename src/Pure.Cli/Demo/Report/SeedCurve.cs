namespace Pure.Cli.Demo.Report;

/// <summary>The curve of one run.</summary>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Points">What was measured, by ascending step.</param>
internal sealed record SeedCurve(ulong Seed, IReadOnlyList<CurvePoint> Points);
