// From a problem to the tokens a policy reads. Special tokens of a template become their ids; the same characters inside a problem stay
// text, so that no problem can end the prompt or open a turn of its own.
using Pure.Text;

namespace Pure.Evaluation.Benchmarks;

/// <summary>A prompt with a place for the problem.</summary>
/// <param name="Text">The prompt; <c>{problem}</c> stands for the problem's text.</param>
public sealed record BenchmarkPrompt(string Text)
{
    private const string Place = "{problem}";

    /// <summary>The prompt of PURE (arXiv 2504.15275), in training and evaluation.</summary>
    public static BenchmarkPrompt Pure { get; } = new(Place + "\n\nPlease reason step by step with steps separated by \"\n\n\", and put your final answer within \\boxed{}.");

    /// <summary>The chat prompt of Qwen2.5-Math's evaluation.</summary>
    public static BenchmarkPrompt QwenMath { get; } = new(
        "<|im_start|>system\nPlease reason step by step, and put your final answer within \\boxed{}.<|im_end|>\n<|im_start|>user\n" + Place + "<|im_end|>\n<|im_start|>assistant\n");

    /// <summary>The templates that have names.</summary>
    public static IReadOnlyDictionary<string, BenchmarkPrompt> Named { get; } = new SortedDictionary<string, BenchmarkPrompt>(StringComparer.Ordinal)
    {
        ["problem"] = new(Place),
        ["pure"] = Pure,
        ["qwen-math"] = QwenMath,
    };

    /// <summary>A template by its name or by its text.</summary>
    /// <exception cref="PureException">The text is no name and has no place for the problem.</exception>
    public static BenchmarkPrompt Of(string nameOrText) =>
        Named.TryGetValue(nameOrText, out BenchmarkPrompt? named) ? named
            : nameOrText.Contains(Place, StringComparison.Ordinal) ? new BenchmarkPrompt(nameOrText)
            : throw new PureException($"The prompt '{nameOrText}' is none of {string.Join(", ", Named.Keys)}, and has no place {Place} for the problem. Give one of these names, or a text with {Place} in it.");

    /// <summary>The prompt's token ids.</summary>
    /// <exception cref="PureException">The template spells a special token that the tokenizer does not have.</exception>
    public int[] Encode(Tokenizer tokenizer, string problem)
    {
        var ids = new List<int>();
        string rest = Text;
        while (rest.Length > 0)
        {
            (int at, AddedToken? token) = FirstSpecial(rest, tokenizer);
            string stretch = rest[..at];
            if (stretch.Contains("<|im_", StringComparison.Ordinal))
                throw new PureException("The prompt is a chat with <|im_start|> and <|im_end|>, which this tokenizer does not have. Give a prompt of the model's own kind, such as --prompt-template pure.");
            ids.AddRange(tokenizer.Encode(stretch.Replace(Place, problem, StringComparison.Ordinal)));
            if (token is null) break;
            ids.Add(token.Id);
            rest = rest[(at + token.Content.Length)..];
        }

        return [.. ids];
    }

    private static (int At, AddedToken? Token) FirstSpecial(string text, Tokenizer tokenizer)
    {
        int best = text.Length;
        AddedToken? found = null;
        foreach (AddedToken token in tokenizer.AddedTokens.Where(token => token.Special))
        {
            int at = text.IndexOf(token.Content, StringComparison.Ordinal);
            if (at < 0 || at > best || (at == best && token.Content.Length <= found!.Content.Length)) continue;
            best = at;
            found = token;
        }

        return (best, found);
    }
}
