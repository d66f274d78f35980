using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>An implicit process reward model: a language model trained on outcomes alone, whose log-ratio to its start is the reward of tokens and steps.</summary>
[ConfigKind("implicit")]
public sealed record ImplicitRewardOptions : RewardOptions
{
    /// <summary>Temperature of the log-ratio: r = beta · log(pi / reference). The reference is the model that training starts from.</summary>
    [Range(0.0, 1e3, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.05;

    /// <summary>Text that ends a step, for the readings by step on the validation responses and for the loss 'steps'.</summary>
    [Required]
    public string StepSeparator { get; init; } = "\n";

    /// <summary>Phases of training, one after the other, each with its own data, loss and optimizer.</summary>
    [MinLength(1)]
    public IReadOnlyList<ImplicitPhase> Phases { get; init; } = [];

    /// <summary>Held-out responses with outcomes, several to a prompt, for the figures at the end of each phase; optional.</summary>
    [PathKey]
    public string? Validation { get; init; }
}
