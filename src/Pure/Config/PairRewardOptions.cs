using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Pure.Data;

namespace Pure.Config;

/// <summary>What reward models have in common that are trained on preference pairs.</summary>
public abstract record PairRewardOptions : RewardOptions
{
    /// <summary>What the model reads before a response; <c>{prompt}</c> stands for the pair's prompt. PURM's own is "Question: {prompt}\nAnswer: ". With <c>chat</c>, or <c>chat:</c> and a text with <c>{problem}</c>, prompts are written by the chat template of the model folder, and the policy must write its own in the same way.</summary>
    [Required]
    public string PromptTemplate { get; init; } = "{prompt}";

    /// <summary>What the chat template is given besides the messages: <c>enable_thinking: false</c>, <c>tools: [...]</c>, or any other variable that it knows.</summary>
    public JsonObject? ChatTemplateKwargs { get; init; }

    /// <summary>New random layers between the language model's last layer and the head. One number for a response means to judge its steps and then to gather the judgements, so a small model may need more layers for it than for writing.</summary>
    [Range(0, 64)]
    public int ExtraLayers { get; init; }

    /// <summary>Phases of training, one after the other, each with its own data and optimizer.</summary>
    [MinLength(1)]
    public IReadOnlyList<PairPhase> Phases { get; init; } = [];

    /// <summary>Held-out pairs, for the figures at the end of each phase; optional.</summary>
    [PathKey]
    public string? Validation { get; init; }

    /// <summary>How the rows of the files are read.</summary>
    public DataOptions Data { get; init; } = new();
}
