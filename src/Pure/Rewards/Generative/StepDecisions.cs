// The verdicts in a verification chain: every step is judged in words and ends in \boxed{correct} or \boxed{incorrect} (ThinkPRM,
// arXiv 2504.16828). Only the boxes are read: a search for the word "correct" would also find "incorrect".
using System.Text.RegularExpressions;

namespace Pure.Rewards.Generative;

/// <summary>Reads step verdicts out of a verification chain.</summary>
public static class StepDecisions
{
    private static readonly Regex TextCommand = Pattern(@"\\text\{(?<content>[^}]*)\}");
    private static readonly Regex Box = Pattern(@"\\boxed\{(?<content>[^}]*)\}");

    /// <summary>The verdicts in order: <see langword="true"/> for correct. Boxes with anything else in them are no verdicts.</summary>
    /// <param name="chain">Text of the chain.</param>
    /// <param name="asReleased">Whether the content must match exactly, as the published reader has it: <c>\boxed{ correct }</c> is then lost.</param>
    public static IReadOnlyList<bool> Read(string chain, bool asReleased = false) =>
    [
        .. Box.Matches(TextCommand.Replace(chain, "${content}"))
            .Select(match => asReleased ? match.Groups["content"].Value : match.Groups["content"].Value.Trim().ToLowerInvariant())
            .Where(content => content is "correct" or "incorrect")
            .Select(content => content == "correct"),
    ];

    /// <summary>The chain up to the end of the last box that holds a verdict; the whole chain when there is none.</summary>
    public static string UpToLast(string chain)
    {
        int end = -1;
        foreach (Match box in Box.Matches(chain))
        {
            if (box.Value.Contains("correct", StringComparison.OrdinalIgnoreCase)) end = box.Index + box.Length;
        }

        return end < 0 ? chain : chain[..end];
    }

    // Chains are written by a model: a pattern that cannot backtrack reads any text in linear time.
    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
}
