using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>Configuration of <c>pure reward</c>: training of a process reward model.</summary>
public sealed record RewardConfig : RunConfig
{
    /// <summary>The language model to start from, or a process reward model to go on with.</summary>
    [Required]
    public ModelSource Model { get; init; } = new();

    /// <summary>Head, reading of steps, and phases.</summary>
    [Required]
    public RewardOptions Reward { get; init; } = new();
}
