// Steps of a solution that is written as "Step 1: ... Step 2: ...", and the number at which a verifier must stop, so that it does not
// judge steps that do not exist.
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pure.Rewards.Generative;

/// <summary>Reads the numbering of steps.</summary>
public static class NumberedSteps
{
    private static readonly Regex Heading = new(@"Step (?<number>\d+):", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);

    /// <summary>The steps between the headings, trimmed, without empty ones; text before the first heading is a step too.</summary>
    public static string[] Split(string solution) =>
    [
        .. Between(solution.Replace("## Step", "Step", StringComparison.Ordinal).Trim()).Select(step => step.Trim()).Where(step => step.Length > 0),
    ];

    /// <summary>The number of the first step that a text does not have; 2 when it has no numbered step.</summary>
    /// <param name="text">The prompt of a verifier.</param>
    /// <param name="asReleased">Whether the largest heading is found by comparing texts, as in the published code: "9" is then more than "10".</param>
    public static long Next(string text, bool asReleased = false)
    {
        string[] numbers = [.. Heading.Matches(text).Select(match => match.Groups["number"].Value)];
        if (numbers.Length == 0) return 2;
        return asReleased ? Number(numbers.Max(StringComparer.Ordinal)!) + 1 : numbers.Max(Number) + 1;
    }

    private static IEnumerable<string> Between(string text)
    {
        int from = 0;
        foreach (Match heading in Heading.Matches(text))
        {
            yield return text[from..heading.Index];
            from = heading.Index + heading.Length;
        }

        yield return text[from..];
    }

    // Digits of any script count, as they do for the pattern; a number too long for a step saturates.
    private static long Number(string digits)
    {
        long value = 0;
        for (int i = 0; i < digits.Length && value < long.MaxValue / 20; i += char.IsSurrogatePair(digits, i) ? 2 : 1)
            value = (value * 10) + (long)CharUnicodeInfo.GetNumericValue(digits, i);
        return value;
    }
}
