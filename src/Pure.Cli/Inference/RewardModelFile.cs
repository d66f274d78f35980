using System.ComponentModel.DataAnnotations;
using Pure.Config;

namespace Pure.Cli.Inference;

/// <summary>A YAML file that names a reward model of any kind, for commands that have no configuration of their own.</summary>
public sealed record RewardModelFile
{
    /// <summary>The reward model, as in a configuration of <c>pure rl</c>.</summary>
    [Required]
    public RewardModelSource? RewardModel { get; init; }
}
