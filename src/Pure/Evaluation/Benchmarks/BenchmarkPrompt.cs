// From a problem to the tokens a policy reads: the prompt templates of training (PromptTemplate), and names for published ones.
using System.Text.Json.Nodes;
using Pure.Data;
using Pure.Text;

namespace Pure.Evaluation.Benchmarks;

/// <summary>A prompt with a place for the problem.</summary>
/// <param name="Text">The prompt; <c>{problem}</c> stands for the problem's text.</param>
/// <param name="Template">Writes it.</param>
public sealed record BenchmarkPrompt(string Text, PromptTemplate Template)
{
    private const string Place = "{problem}";
    private static readonly string[] Turns = ["<|im_start|>", "<|im_end|>"];

    /// <summary>The prompt of PURE (arXiv 2504.15275), in training and evaluation.</summary>
    public static BenchmarkPrompt Pure { get; } = Plain(Place + "\n\nPlease reason step by step with steps separated by \"\n\n\", and put your final answer within \\boxed{}.");

    /// <summary>The chat prompt of Qwen2.5-Math's evaluation.</summary>
    public static BenchmarkPrompt QwenMath { get; } = Plain(
        "<|im_start|>system\nPlease reason step by step, and put your final answer within \\boxed{}.<|im_end|>\n<|im_start|>user\n" + Place + "<|im_end|>\n<|im_start|>assistant\n");

    /// <summary>The templates that have names.</summary>
    public static IReadOnlyDictionary<string, BenchmarkPrompt> Named { get; } = new SortedDictionary<string, BenchmarkPrompt>(StringComparer.Ordinal)
    {
        ["problem"] = Plain(Place),
        ["pure"] = Pure,
        ["qwen-math"] = QwenMath,
    };

    /// <summary>A template by its name or by its text.</summary>
    /// <param name="nameOrText">A name, a text with a place for the problem, <c>chat</c>, or <c>chat:</c> and such a text.</param>
    /// <param name="modelFolder">Where the chat template is.</param>
    /// <param name="variables">What the chat template is given besides the problem.</param>
    /// <exception cref="PureException">The text is no name and has no place for the problem, or the chat template cannot be used.</exception>
    public static BenchmarkPrompt Of(string nameOrText, string modelFolder = "", JsonObject? variables = null)
    {
        string text = Named.TryGetValue(nameOrText, out BenchmarkPrompt? named) ? named.Text : nameOrText;
        if (!text.Contains(Place, StringComparison.Ordinal) && text != PromptTemplate.Chat)
            throw new PureException($"The prompt '{nameOrText}' is none of {string.Join(", ", Named.Keys)} and {PromptTemplate.Chat}, and has no place {Place} for the problem. Give one of these names, or a text with {Place} in it.");
        return new BenchmarkPrompt(text, PromptTemplate.Of(text, modelFolder, variables));
    }

    /// <summary>The prompt's token ids.</summary>
    /// <exception cref="PureException">The template spells a special token that the tokenizer does not have.</exception>
    public int[] Encode(Tokenizer tokenizer, string problem) => Encode(tokenizer, [new ChatMessage("user", problem)]);

    /// <summary>The token ids of a problem's prompt. A problem that is a conversation needs a chat template.</summary>
    /// <exception cref="PureException">The template does not fit the problem.</exception>
    public int[] Encode(Tokenizer tokenizer, Problem problem)
    {
        IReadOnlyList<ChatMessage> messages = problem.Source?.Messages ?? [new ChatMessage("user", problem.Text)];
        if (messages.Count > 1 && !PromptTemplate.NamesChat(Text))
            throw new PureException($"The problem '{problem.Id}' is a conversation of {messages.Count} messages, which only a chat template can write. Give --prompt-template {PromptTemplate.Chat}.");
        return Encode(tokenizer, messages);
    }

    private int[] Encode(Tokenizer tokenizer, IReadOnlyList<ChatMessage> messages)
    {
        if (Array.Exists(Turns, turn => Text.Contains(turn, StringComparison.Ordinal) && tokenizer.IdOf(turn) is null))
            throw new PureException("The prompt is a chat with <|im_start|> and <|im_end|>, which this tokenizer does not have. Give a prompt of the model's own kind, such as --prompt-template pure.");
        return Template.Encode(messages, tokenizer);
    }

    private static BenchmarkPrompt Plain(string text) => new(text, PromptTemplate.Of(text, modelFolder: ""));
}
