namespace Pure.Training;

/// <summary>What the reference policy loss reads. Every array is (B, T_b): one row a response, rows may differ in length.</summary>
/// <param name="LogProbabilities">log p of each token under the policy that is trained.</param>
/// <param name="OldLogProbabilities">The same before the first update of this batch: the denominator of the importance ratio.</param>
/// <param name="Advantages">Advantages.</param>
/// <param name="Mask">1 where the token takes part, else 0.</param>
public sealed record PolicyLossBatch(double[][] LogProbabilities, double[][] OldLogProbabilities, double[][] Advantages, double[][] Mask)
{
    /// <summary>log p under the reference policy; <see langword="null"/> without a divergence in the loss.</summary>
    public double[][]? ReferenceLogProbabilities { get; init; }

    /// <summary>Entropy of the policy at each token; <see langword="null"/> without a bonus.</summary>
    public double[][]? Entropies { get; init; }

    /// <summary>Weights of tokens whose rollout is older than the policy, see <see cref="ImportanceWeights"/>; <see langword="null"/> for 1.</summary>
    public double[][]? ImportanceWeights { get; init; }
}
