namespace Pure.Credit.Oreal;

/// <summary>Factors of OREAL's loss; the defaults are the published configuration.</summary>
public sealed record OrealLossOptions
{
    /// <summary>Factor of the cloning of right responses.</summary>
    public double PositiveFactor { get; init; } = 1;

    /// <summary>Factor of the gradient on wrong ones (eta in the paper).</summary>
    public double NegativeFactor { get; init; } = 0.5;

    /// <summary>Coefficient of the divergence from the start.</summary>
    public double KlCoef { get; init; } = 0.01;

    /// <summary>How it is estimated.</summary>
    public OrealDivergence Divergence { get; init; } = OrealDivergence.Unbiased;

    /// <summary>Whether cloning is multiplied by the advantage, as in the code; the paper does not.</summary>
    public bool PositiveTimesAdvantage { get; init; } = true;
}
