using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Pure.Data;

namespace Pure.Config;

/// <summary>Section <c>rl</c>.</summary>
public sealed record RlOptions : PolicyLossOptions
{
    /// <summary>Problems: <c>problem</c>, optional <c>id</c>, and <c>answer</c> where it is known. Problems without an answer get no verifiable reward.</summary>
    [Required]
    [PathKey]
    public string Prompts { get; init; } = "";

    /// <summary>How the rows of the problem file are read.</summary>
    public DataOptions Data { get; init; } = new();

    /// <summary>The prompt. A text in which <c>{problem}</c> stands for the problem's; <c>chat</c> for the chat template of the model folder; or <c>chat:</c> and a text with <c>{problem}</c>, which becomes the user's message. Special tokens in the template are special, those in a problem are text.</summary>
    public string PromptTemplate { get; init; } = "{problem}";

    /// <summary>What the chat template is given besides the messages: <c>enable_thinking: false</c>, <c>tools: [...]</c>, or any other variable that it knows.</summary>
    public JsonObject? ChatTemplateKwargs { get; init; }

    /// <summary>A token whose text ends in this ends a step.</summary>
    [Required]
    public string StepSeparator { get; init; } = "\n\n";

    /// <summary>What stands directly before the final answer in a response. "\boxed" means the last LaTeX box, compared by the grader; any other text means what follows its last occurrence, compared as text.</summary>
    [Required]
    public string AnswerMarker { get; init; } = "#";

    /// <summary>What counts as an equal answer: rl-strict, eval-lenient, compat-qwen or compat-hendrycks (PURE's training reward). When it is not given, boxes are compared by rl-strict and other markers as text.</summary>
    public string? AnswerProfile { get; init; }

    /// <summary>Number of steps; one step is one batch of rollouts.</summary>
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 100;

    /// <summary>Problems in one step.</summary>
    [Range(1, 1_000_000)]
    public int PromptsPerStep { get; init; } = 32;

    /// <summary>Responses to each problem: the group, K.</summary>
    [Range(1, 100_000)]
    public int NumGenerations { get; init; } = 4;

    /// <summary>Whether problems are asked as often as their field <c>pass_rate</c> asks for: below 0.2 six times, below 0.6 four times, below 0.8 twice, else not at all (OREAL).</summary>
    public bool BalanceDifficulty { get; init; }

    /// <summary>Which problems are learned from, by the outcomes of their responses; all when not set.</summary>
    public PromptFilterOptions? PromptFilter { get; init; }

    /// <summary>Length limit of a response, in tokens.</summary>
    [Range(1, 10_000_000)]
    public int MaxCompletionLength { get; init; } = 1024;

    /// <summary>Sampling temperature; log-probabilities are those at this temperature. Sampling is never narrowed by top-p or top-k, because the importance ratio would not know of it.</summary>
    [Range(0.01, 100)]
    public double Temperature { get; init; } = 1.0;

    /// <summary>Updates made with one batch of rollouts, each on an equal part of the groups.</summary>
    [Range(1, 10_000)]
    public int UpdatesPerStep { get; init; } = 1;

    /// <summary>The run stops when the trainer's log-probabilities, before the first update of a step, differ from the sampler's by more than this in the mean: the importance ratio would not start at 1.</summary>
    [Range(0, 100)]
    public double MaxSamplingLogpDifference { get; init; } = 0.01;

    /// <summary>Steps between rollouts kept in rollouts.db, with steps and credit; 0 keeps none.</summary>
    [Range(0, 1_000_000)]
    public int RolloutLogEvery { get; init; } = 1;
}
