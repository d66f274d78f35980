using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>Configuration of <c>pure reward</c>: training of a reward model.</summary>
public sealed record RewardConfig : RunConfig
{
    /// <summary>The language model to start from, or, where the kind can, a reward model to go on with.</summary>
    [Required]
    public ModelSource Model { get; init; } = new();

    /// <summary>The kind of reward model, and how it is trained.</summary>
    [Required]
    public RewardOptions Reward { get; init; } = new ProcessRewardOptions();
}
