namespace Pure.Credit.Oreal;

/// <summary>What best-of-n sampling does to a policy that is right with probability p (OREAL, arXiv 2502.06781, equation 5): why any right sample may be cloned, and why wrong ones weigh (1 - p).</summary>
/// <param name="P">Success probability of the policy.</param>
/// <param name="N">Samples.</param>
public sealed record BestOfNLaw(double P, int N)
{
    /// <summary>Mass of right responses, 1 - (1 - p)^n.</summary>
    public double MassRight => 1 - Math.Pow(1 - P, N);

    /// <summary>Mass of wrong responses, (1 - p)^n.</summary>
    public double MassWrong => Math.Pow(1 - P, N);

    /// <summary>By how much the probability of every right response grows, (1 - (1 - p)^n)/p.</summary>
    public double FactorRight => MassRight / P;

    /// <summary>By how much that of every wrong response shrinks, (1 - p)^(n - 1).</summary>
    public double FactorWrong => Math.Pow(1 - P, N - 1);

    /// <summary>KL(best of n || policy) for a binary reward.</summary>
    public double Divergence => (MassRight * Math.Log(FactorRight)) + (MassWrong > 0 ? MassWrong * Math.Log(FactorWrong) : 0);

    /// <summary>Its bound for rewards without ties, ln n - (n - 1)/n.</summary>
    public double DivergenceBound => Math.Log(N) - ((N - 1.0) / N);

    /// <summary>Coefficient of right responses in the gradient, n (1 - p)^(n - 1).</summary>
    public double GradientRight => N * Math.Pow(1 - P, N - 1);

    /// <summary>Coefficient of wrong responses, n (1 - p)^n.</summary>
    public double GradientWrong => N * Math.Pow(1 - P, N);
}
