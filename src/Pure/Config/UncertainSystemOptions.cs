using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>RL against an uncertain reward model whose reward is lowered where it is uncertain. Needs <c>reward_model.kind: uncertain</c>.</summary>
[ConfigKind("uncertain")]
public sealed record UncertainSystemOptions : PolicySystemOptions
{
    /// <summary>What is taken off the mean.</summary>
    public UncertaintyPenalty Penalty { get; init; } = UncertaintyPenalty.Overlap;

    /// <summary>Its weight c. The paper's is 30 for overlaps of 0.03 to 0.07; look at the metric rewards/uncertainty/penalty_scale, the mean penalty in deviations of the mean reward, which should be about 1.</summary>
    [Range(0, 1_000_000)]
    public double UncertaintyCoef { get; init; } = 30;

    /// <summary>How many earlier rewards a new one is compared with. The published code keeps a million; its ablation finds no difference to a hundred thousand.</summary>
    [Range(1, 10_000_000)]
    public int Window { get; init; } = 100_000;

    /// <summary>No penalty before this many rewards have been seen.</summary>
    [Range(2, 10_000_000)]
    public int Start { get; init; } = 100;
}
