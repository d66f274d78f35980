namespace Pure.Cli.Bench;

/// <summary>What the machine can do at best with the numbers, lanes and threads of a plan.</summary>
/// <param name="Peak">Floating-point operations a second of the fastest matrix product.</param>
/// <param name="Bandwidth">Bytes read a second.</param>
internal sealed record MachineCeilings(double Peak, double Bandwidth);
