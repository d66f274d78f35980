// Which generated verification chains become training data (ThinkPRM, arXiv 2504.16828, section 3): those whose verdicts agree with the
// labels of the steps up to the first error. About a fifth of a strong model's chains pass. The target is the chain, cleaned, and the
// decision "Is the solution correct? Yes" or "No".
namespace Pure.Rewards.Generative;

/// <summary>Filters and cleans verification chains.</summary>
public static class ChainFilter
{
    /// <summary>What stands directly before the decision.</summary>
    public const string Question = "Is the solution correct?";

    private const string Open = "<think>", Close = "</think>";

    /// <summary>Judges one chain.</summary>
    /// <param name="chain">As generated.</param>
    /// <param name="labels">Of the solution's steps.</param>
    /// <param name="countTokens">Length of a text in tokens.</param>
    /// <param name="options">What is asked of a chain.</param>
    public static FilteredChain Apply(string chain, IReadOnlyList<bool> labels, Func<string, int> countTokens, ChainFilterOptions options)
    {
        if (labels.Count == 0) return Rejected(ChainRejection.NoLabels);
        IReadOnlyList<bool> repaired = options.AsReleased ? StepLabels.RepairedAsReleased(labels) : labels;
        IReadOnlyList<bool> expected = StepLabels.ThroughFirstError(repaired);
        bool isCorrect = options.AsReleased ? repaired[^1] : repaired.All(label => label);
        string text = options.AsReleased ? chain : Thought(chain);

        IReadOnlyList<bool> decisions = StepDecisions.Read(text, options.AsReleased);
        if (decisions.Count == 0) return Rejected(ChainRejection.NoDecision);
        if (decisions.Count != expected.Count && decisions.Count != labels.Count) return Rejected(ChainRejection.WrongCount);
        if (!Agrees(text, decisions, expected, repaired, options)) return Rejected(ChainRejection.Disagrees);

        string clean = Clean(text, options);
        if (countTokens(clean) > options.MaxTokens) return Rejected(ChainRejection.TooLong);
        string body = options.AddThinkTags ? $"{Open}\n{clean}\n{Close}" : clean;
        return new FilteredChain(ChainRejection.None, clean, $"{body}\n{Question} {(isCorrect ? "Yes" : "No")}", isCorrect);
    }

    private static bool Agrees(string text, IReadOnlyList<bool> decisions, IReadOnlyList<bool> expected, IReadOnlyList<bool> labels, ChainFilterOptions options) =>
        options.MatchEveryStep
            ? decisions.Zip(expected).All(pair => pair.First == pair.Second)
            : decisions[^1] == labels[^1] && text.Contains("The answer is", StringComparison.Ordinal);

    private static string Clean(string text, ChainFilterOptions options)
    {
        string clean = StepDecisions.UpToLast(text
            .Replace(@"\boxed{\text{correct}}", @"\boxed{correct}", StringComparison.Ordinal)
            .Replace(@"\boxed{\text{incorrect}}", @"\boxed{incorrect}", StringComparison.Ordinal));
        if (!options.AsReleased) return clean;

        // As released: a chain that has an opening tag keeps nothing but what stands before and in it.
        int open = clean.IndexOf(Open, StringComparison.Ordinal);
        if (open >= 0) clean = clean[..(open + Open.Length)];
        int close = clean.IndexOf(Close, StringComparison.Ordinal);
        return close < 0 ? clean : clean[..close];
    }

    /// <summary>The thought alone: what stands between the tags, where there are any.</summary>
    private static string Thought(string chain)
    {
        int close = chain.IndexOf(Close, StringComparison.Ordinal);
        string inside = close < 0 ? chain : chain[..close];
        int open = inside.IndexOf(Open, StringComparison.Ordinal);
        return (open < 0 ? inside : inside[(open + Open.Length)..]).Trim();
    }

    private static FilteredChain Rejected(ChainRejection why) => new(why, "", "", false);
}
