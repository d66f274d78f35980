using System.ComponentModel.DataAnnotations;
using Pure.Credit.Prime;

namespace Pure.Config;

/// <summary>PRIME: dense rewards from an implicit reward model that learns online from outcomes, next to the policy.</summary>
[ConfigKind("prime")]
public sealed record PrimeSystemOptions : PolicySystemOptions
{
    /// <summary>The language model that the reward model starts as; the policy's own start when not set.</summary>
    [PathKey]
    public string? RewardModel { get; init; }

    /// <summary>Temperature of the reward model's loss.</summary>
    [Range(0.0, 1e3, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.05;

    /// <summary>Loss of the reward model.</summary>
    public PrimeLoss Loss { get; init; } = PrimeLoss.Ce;

    /// <summary>When it is updated.</summary>
    public RewardUpdateOrder Update { get; init; } = RewardUpdateOrder.After;

    /// <summary>Updates of the reward model in a step, each on an equal part of the groups.</summary>
    [Range(1, 10_000)]
    public int UpdatesPerStep { get; init; } = 1;

    /// <summary>Whether the reference of the log-ratio is the policy as it sampled, not the frozen start ("policy").</summary>
    public bool ReferenceIsPolicy { get; init; }

    /// <summary>Whether the whole log-ratio of a response is its reward, at the last token, not that of each token ("whole").</summary>
    public bool WholeResponse { get; init; }

    /// <summary>Whether rewards are divided by the largest sum of rewards from a token on, so that process and outcome have the same size ("batch_norm").</summary>
    public bool BatchNorm { get; init; } = true;

    /// <summary>How rewards become returns. 'paper' is the leave-one-out baseline of equation 5; 'code' is what was published, and differs behind the first token.</summary>
    public PrimeForm Form { get; init; } = PrimeForm.Paper;

    /// <summary>Discount of the process reward per token.</summary>
    [Range(0.0, 1.0)]
    public double GammaProcess { get; init; } = 1;

    /// <summary>Discount of the outcome per token.</summary>
    [Range(0.0, 1.0)]
    public double GammaOutcome { get; init; } = 1;

    /// <summary>Weight of the process reward in the return.</summary>
    [Range(0.0, 1e6)]
    public double ProcessCoef { get; init; } = 1;

    /// <summary>Weight of the outcome in the return.</summary>
    [Range(0.0, 1e6)]
    public double OutcomeCoef { get; init; } = 1;

    /// <summary>The reward model's optimizer.</summary>
    public OptimizerOptions Optimizer { get; init; } = new() { AdamBeta2 = 0.999, MaxGradNorm = 10 };

    internal override bool UsesCredit => false;

    internal override bool ComparesWithinGroup => Form != PrimeForm.Reinforce;

    internal override bool NeedsAnswers => true;
}
