using System.ComponentModel.DataAnnotations;
using Pure.Credit.Oreal;

namespace Pure.Config;

/// <summary>OREAL: right responses are cloned, wrong ones pushed away, token by token as a token-level reward model weighs them.</summary>
[ConfigKind("oreal")]
public sealed record OrealSystemOptions : PolicySystemOptions
{
    /// <summary>How logits of the token-level reward model become weights.</summary>
    public TokenWeightForm Weights { get; init; } = TokenWeightForm.CumulativeMean;

    /// <summary>Threshold of right responses, or the share of their tokens for 'top_k'.</summary>
    [Range(0.0, 0.999)]
    public double PositiveThreshold { get; init; } = 0.5;

    /// <summary>Threshold of wrong responses, or the share of their tokens for 'top_k'.</summary>
    [Range(0.0, 0.999)]
    public double NegativeThreshold { get; init; } = 0.5;

    /// <summary>Factor of the cloning of right responses.</summary>
    [Range(0.0, 1e3)]
    public double PositiveFactor { get; init; } = 1;

    /// <summary>Factor of the gradient on wrong ones.</summary>
    [Range(0.0, 1e3)]
    public double NegativeFactor { get; init; } = 0.5;

    /// <summary>Whether cloning is multiplied by the advantage, as in the published code and not in the paper.</summary>
    public bool PositiveTimesAdvantage { get; init; } = true;

    /// <summary>Whether advantages are divided by their deviation (grpo), not compared with the others alone (rloo).</summary>
    public bool NormalizeAdvantages { get; init; }

    /// <summary>Whether of each problem one right and one wrong response are used, drawn at random; else all responses of problems that have both.</summary>
    public bool OnePair { get; init; } = true;

    /// <summary>First steps in which only the token-level reward model learns. Its head starts at zero, where every weight is 0.</summary>
    [Range(0, 1_000_000)]
    public int FrozenSteps { get; init; } = 10;

    /// <summary>The token-level reward model's optimizer.</summary>
    public OptimizerOptions Optimizer { get; init; } = new() { LearningRate = 2e-6, WeightDecay = 0.01 };

    internal override bool UsesCredit => false;

    internal override bool ComparesWithinGroup => true;

    internal override bool NeedsAnswers => true;
}
