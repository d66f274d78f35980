namespace Pure.Models.Lora;

/// <summary>Which matrices have a low-rank adapter (arXiv 2106.09685), and its size.</summary>
/// <param name="Rank">r: columns of B and rows of A.</param>
/// <param name="Alpha">The product B A is scaled by alpha / r.</param>
/// <param name="Targets">Last parts of the names of the adapted matrices, such as q_proj.</param>
public sealed record LoraShape(int Rank, double Alpha, IReadOnlyList<string> Targets)
{
    /// <summary>alpha / r</summary>
    public double Scale => Alpha / Rank;
}
