// Every knob of credit assignment, in the order in which the pipeline uses them. Defaults are the preset 'pure'; the other
// published variants are in CreditPresets, and docs/presets.md compares them point by point.
using System.ComponentModel.DataAnnotations;

namespace Pure.Credit;

/// <summary>How step rewards and outcomes become advantages.</summary>
public sealed record CreditOptions
{
    /// <summary>Which rewards take part: process reward, verifiable reward or both.</summary>
    public RewardMode RewardMode { get; init; } = RewardMode.PrmVr;

    /// <summary>Smallest process reward that can occur; anything below it is refused.</summary>
    [Range(-1e6, 1e6)]
    public double RewardMin { get; init; } = -1.0;

    /// <summary>Largest process reward that can occur; anything above it is refused.</summary>
    [Range(-1e6, 1e6)]
    public double RewardMax { get; init; } = 1.0;

    /// <summary>What a step without content counts for.</summary>
    public EmptySteps EmptySteps { get; init; } = EmptySteps.Neutral;

    /// <summary>How the rewards of the steps become the credit of each step.</summary>
    public CreditAssignment CreditAssignment { get; init; } = CreditAssignment.SoftMin;

    /// <summary>Temperature T of the soft minimum, in units of the reward. 0.1 belongs to rewards in [-1, 1]; halve it for probabilities.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double CreditTemperature { get; init; } = 0.1;

    /// <summary>Lowers T for responses of more than <see cref="TemperatureReferenceSteps"/> steps, so that the soft minimum stays as close to the minimum as it is there.</summary>
    public bool ScaleTemperatureWithSteps { get; init; }

    /// <summary>Number of steps up to which T is used as it is, when it is scaled with the steps.</summary>
    [Range(2, 1_000_000)]
    public int TemperatureReferenceSteps { get; init; } = 10;

    /// <summary>Discount per step of the returns; the paper and both branches use 1.</summary>
    [Range(0.0, 1.0)]
    public double Gamma { get; init; } = 1.0;

    /// <summary>Multiplies the credited process rewards, after the transform.</summary>
    [Range(0.0, 1e6)]
    public double ProcessRewardCoef { get; init; } = 1.0;

    /// <summary>Multiplies the verifiable reward.</summary>
    [Range(0.0, 1e6)]
    public double VerifiableRewardCoef { get; init; } = 1.0;

    /// <summary>How the verifiable reward is compared with the rest of its group.</summary>
    public VerifiableCentering VerifiableCentering { get; init; } = VerifiableCentering.Own;

    /// <summary>What is subtracted from the credited rewards.</summary>
    public RewardBaseline RewardBaseline { get; init; } = RewardBaseline.Token;

    /// <summary>Whether the token that ends a step counts among the step's tokens in the token baseline. Its divisor always counts all tokens; branch main leaves end tokens out of the multiplier only.</summary>
    public bool BaselineCountsEndTokens { get; init; } = true;

    /// <summary>Width N that responses are padded to: the divisor of <see cref="RewardBaseline.PaddedWidth"/> and part of <see cref="CreditAssignment.TokenMin"/>, which are refused without it. 0 when not used.</summary>
    [Range(0, 100_000_000)]
    public int PaddedWidth { get; init; }

    /// <summary>Coefficient of the divergence from the reference that is subtracted from each token's reward; 0 when it is a term of the loss instead.</summary>
    [Range(0.0, 1e6)]
    public double KlRewardCoef { get; init; }

    /// <summary>Estimator of the divergence inside the reward.</summary>
    public KlEstimator KlEstimator { get; init; } = KlEstimator.K3;

    /// <summary>Gives every token that ends a step (separators and the end-of-sequence token) an advantage of 0, as branch main does.</summary>
    public bool MaskSeparators { get; init; }

    /// <summary>How advantages are brought to a common scale over the batch.</summary>
    public AdvantageWhitening WhitenAdvantages { get; init; } = AdvantageWhitening.Scale;
}
