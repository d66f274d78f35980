using System.ComponentModel.DataAnnotations;
using Pure.Credit;

namespace Pure.Config;

/// <summary>The policy loss; the keys stand directly in the section <c>rl</c>.</summary>
public record PolicyLossOptions : AdaptedOptimizerOptions
{
    /// <summary>The importance ratio is clipped below 1 - epsilon.</summary>
    [Range(0, 1)]
    public double Epsilon { get; init; } = 0.2;

    /// <summary>The importance ratio is clipped above 1 + epsilon_high; epsilon when not set.</summary>
    [Range(0, 10)]
    public double? EpsilonHigh { get; init; }

    /// <summary>Coefficient of the divergence from the reference policy in the loss.</summary>
    [Range(0, 100)]
    public double Beta { get; init; } = 0.001;

    /// <summary>How that divergence is estimated.</summary>
    public KlEstimator KlEstimator { get; init; } = KlEstimator.K3;

    /// <summary>Coefficient of the entropy that is added as a bonus; 0 in all published variants.</summary>
    [Range(0.0, 100.0)]
    public double EntropyCoef { get; init; }

    /// <summary>An update whose mean importance ratio is above this is not applied (branch main uses 10); not set for no such cut.</summary>
    [Range(1.0, 1e9)]
    public double? MaxMeanRatio { get; init; }

    /// <summary>Over what the loss is averaged.</summary>
    public LossAggregation LossAggregation { get; init; } = LossAggregation.Token;
}
