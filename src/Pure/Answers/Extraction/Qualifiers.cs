// "f(x) = 2x for all x", "5 for every real number y": what stands behind such words says for which values an answer holds and is not the answer. But "holds for all x > 0" answers the
// question for which x it does; so a condition is passed over only behind an equation of which nobody says that it holds.
namespace Pure.Answers.Extraction;

/// <summary>Formulas that only say for which values an answer holds.</summary>
internal static class Qualifiers
{
    private static readonly string[] Phrases = ["for all", "for every", "for any", "for each", "for some"];

    private static readonly string[] Kinds =
        ["real", "positive", "negative", "nonnegative", "non-negative", "nonzero", "non-zero", "natural", "whole", "rational", "complex", "possible", "number", "numbers", "integer", "integers", "value", "values", "of"];

    private static readonly string[] Claims = ["hold", "true", "valid", "satisf", "work"];

    /// <summary>Whether the words before a formula announce a qualifier: "for all", and at most what kind of number.</summary>
    public static bool Announced(ReadOnlySpan<char> between)
    {
        foreach (string phrase in Phrases)
        {
            int at = between.LastIndexOf(phrase, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (at == 0 || !char.IsLetter(between[at - 1])) && IsKind(between[(at + phrase.Length)..])) return true;
        }

        return false;
    }

    /// <summary>Whether a formula behind such words is passed over.</summary>
    /// <param name="formula">Its content.</param>
    /// <param name="before">The response up to it.</param>
    /// <param name="earlier">The formula that stood last before it, or null.</param>
    public static bool IsPassedOver(ReadOnlySpan<char> formula, ReadOnlySpan<char> before, string? earlier)
    {
        if (IsNames(formula)) return earlier is not null || before.ContainsAnyInRange('0', '9');
        int sentence = before.LastIndexOf('.') + 1;
        foreach (string claim in Claims) if (before[sentence..].Contains(claim, StringComparison.OrdinalIgnoreCase)) return false;
        return earlier?.Contains('=', StringComparison.Ordinal) == true;
    }

    /// <summary>Single letters, with commas between them.</summary>
    private static bool IsNames(ReadOnlySpan<char> formula)
    {
        bool letter = false;
        foreach (char c in formula)
        {
            if (char.IsAsciiLetter(c))
            {
                if (letter) return false;
                letter = true;
            }
            else if (c == ',') letter = false;
            else if (c != ' ') return false;
        }

        return true;
    }

    private static bool IsKind(ReadOnlySpan<char> text)
    {
        if (text.Length > 60) return false;
        foreach (string word in text.ToString().Split(' ', '\n'))
        {
            if (word.Length > 0 && Array.IndexOf(Kinds, word.ToLowerInvariant()) < 0) return false;
        }

        return true;
    }
}
