using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

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

    /// <summary>The prompt, as in <c>rl.prompt_template</c>, which should be the same: a text with <c>{problem}</c>, <c>chat</c>, or <c>chat:</c> and such a text.</summary>
    public string PromptTemplate { get; init; } = "{problem}";

    /// <summary>What the chat template is given besides the messages: <c>enable_thinking: false</c>, <c>tools: [...]</c>, or any other variable that it knows.</summary>
    public JsonObject? ChatTemplateKwargs { get; init; }

    /// <summary>Phases of training, one after the other, each with its own data, loss and optimizer.</summary>
    [MinLength(1)]
    public IReadOnlyList<ImplicitPhase> Phases { get; init; } = [];

    /// <summary>Held-out responses with outcomes, several to a prompt, for the figures at the end of each phase; optional.</summary>
    [PathKey]
    public string? Validation { get; init; }
}
