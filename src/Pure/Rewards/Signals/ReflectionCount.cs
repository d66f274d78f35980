using System.Text.RegularExpressions;

namespace Pure.Rewards.Signals;

/// <summary>How often a response says that it looks again at what it wrote. The phrases are those of PURE's branch verl.</summary>
public static class ReflectionCount
{
    // One expression a phrase: "retry again" holds two of them, which overlap.
    private static readonly Regex[] Phrases = Array.ConvertAll(
        [@"wait,", @"recheck[,\s]", @"retry[,\s]", "try again", "alternatively,", "however,", @"rethink[,\s]", "let's check", "let's verify"],
        phrase => new Regex(phrase, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));

    /// <summary>Number of phrases, upper and lower case alike.</summary>
    public static int Of(string text)
    {
        string lower = text.ToLowerInvariant();
        return Phrases.Sum(phrase => phrase.Count(lower));
    }
}
