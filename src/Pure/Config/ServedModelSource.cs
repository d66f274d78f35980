using System.ComponentModel.DataAnnotations;
using Pure.Rewards;
using Pure.Rewards.Remote;
using Pure.Rollouts.Remote;

namespace Pure.Config;

/// <summary>A process reward model on a server (vLLM's <c>/pooling</c>, or <c>pure serve</c>). Token ids are sent, so its tokenizer must be the policy's.</summary>
[ConfigKind("served")]
public sealed record ServedModelSource : RewardModelSource
{
    /// <summary>The server.</summary>
    [Required]
    public RemoteEndpoint Server { get; init; } = new();

    /// <summary>The mark at which the model reads a step's reward; one token.</summary>
    [Required]
    public string StepSeparator { get; init; } = "\n";

    /// <summary>What the model reads at the end of a step.</summary>
    public StepInput StepInput { get; init; } = StepInput.WholeSteps;

    /// <summary>What the server's two numbers are.</summary>
    public ClassScores Scores { get; init; } = ClassScores.Probabilities;
}
