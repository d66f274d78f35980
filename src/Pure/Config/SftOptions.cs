using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Pure.Data;

namespace Pure.Config;

/// <summary>Section <c>sft</c>.</summary>
public sealed record SftOptions : AdaptedOptimizerOptions
{
    /// <summary>Demonstrations: <c>prompt</c> and <c>completion</c>, or <c>messages</c>.</summary>
    [Required]
    [PathKey]
    public string Train { get; init; } = "";

    /// <summary>How the rows of the training file are read.</summary>
    public DataOptions Data { get; init; } = new();

    /// <summary>The prompt, as in <c>rl.prompt_template</c>: a text with <c>{problem}</c> for the demonstration's prompt, <c>chat</c>, or <c>chat:</c> and such a text.</summary>
    public string PromptTemplate { get; init; } = "{problem}";

    /// <summary>What the chat template is given besides the messages: <c>enable_thinking: false</c>, <c>tools: [...]</c>, or any other variable that it knows.</summary>
    public JsonObject? ChatTemplateKwargs { get; init; }

    /// <summary>Demonstrations in one update.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 32;

    /// <summary>Number of updates. Demonstrations are taken in an order shuffled anew for each pass.</summary>
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 1000;
}
