using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Pure.Data;
using Pure.Rewards;

namespace Pure.Config;

/// <summary>A process reward model: a two-class head, trained on labelled steps.</summary>
[ConfigKind("process", IsDefault = true)]
public sealed record ProcessRewardOptions : RewardOptions, IChecked
{
    /// <summary>The mark at which a step's reward is read; one token. PURE's reward models use "\n".</summary>
    [Required]
    public string StepSeparator { get; init; } = "\n";

    /// <summary>The prompt, as in <c>rl.prompt_template</c>, which should be the same: a text with <c>{problem}</c>, <c>chat</c>, or <c>chat:</c> and such a text.</summary>
    public string PromptTemplate { get; init; } = "{problem}";

    /// <summary>What the chat template is given besides the messages: <c>enable_thinking: false</c>, <c>tools: [...]</c>, or any other variable that it knows.</summary>
    public JsonObject? ChatTemplateKwargs { get; init; }

    /// <summary>What the model reads at the end of a step.</summary>
    public StepInput StepInput { get; init; } = StepInput.WholeSteps;

    /// <summary>New random layers between the language model's last layer and the head.</summary>
    [Range(0, 64)]
    public int ExtraLayers { get; init; }

    /// <summary>Phases of training, one after the other, each with its own data and optimizer.</summary>
    [MinLength(1)]
    public IReadOnlyList<RewardPhase> Phases { get; init; } = [];

    /// <summary>How the rows of all data files are read, unless a phase says otherwise.</summary>
    public DataOptions Data { get; init; } = new();

    /// <summary>Held-out solutions in the same format, for the figures at the end of each phase; optional.</summary>
    [PathKey]
    public string? Validation { get; init; }

    /// <summary>Steps of a phase between figures on the held-out solutions; 0 for the end of each phase alone.</summary>
    [Range(0, 100_000_000)]
    public int ValidateEvery { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (LoraR > 0 && ExtraLayers > 0)
            yield return $"lora_r is {LoraR}, but extra_layers = {ExtraLayers} are new and must be trained whole. Set one of them to 0.";
        if (ValidateEvery > 0 && Validation is null)
            yield return $"validate_every is {ValidateEvery}, but there are no held-out solutions. Set validation, or validate_every to 0.";
    }
}
