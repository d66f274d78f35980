namespace Pure.Cli.Bench;

/// <summary>One measurement.</summary>
/// <param name="Part">What it belongs to: machine, sampling, scoring, training, rl.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Seconds">Best time of one pass.</param>
/// <param name="Amount">What one pass does, in <paramref name="Unit"/>.</param>
/// <param name="Unit">tokens, GFLOP, GB or MB.</param>
/// <param name="Flops">Floating-point operations that the work needs; 0 when not known.</param>
/// <param name="Bytes">Bytes that have to move; 0 when not known.</param>
internal sealed record BenchRow(string Part, string Name, double Seconds, double Amount, string Unit, double Flops = 0, double Bytes = 0)
{
    /// <summary>Amount a second.</summary>
    public double Rate => Amount / Seconds;

    /// <summary>The GEMM rate at this number of rows, where the row has one to be compared with; 0 otherwise.</summary>
    public double GemmAtSize { get; init; }

    /// <summary>Model FLOP utilisation: operations a second as a share of the machine's GEMM peak.</summary>
    public double? Utilisation(MachineCeilings machine) => Flops > 0 ? Flops / Seconds / machine.Peak : null;

    /// <summary>Share of the roofline: the least time that operations and bytes allow, over the time taken.</summary>
    public double? Roofline(MachineCeilings machine) =>
        Flops > 0 || Bytes > 0 ? Math.Max(Flops / machine.Peak, Bytes / machine.Bandwidth) / Seconds : null;

    /// <summary>Operations a second as a share of the GEMM rate that the model's own matrices reach at this number of rows.</summary>
    public double? OfGemm => GemmAtSize > 0 ? Flops / Seconds / GemmAtSize : null;
}
