// The grader of PRM800K's evaluation (arXiv 2305.20050). Strict where training data should be: a fraction that is not reduced is wrong, and
// an integer answer needs an integer. An expression is compared as a value only when it has at most two letters and no exponent that
// could grow large. What a computer algebra system decides in the original is decided by Pure's own exact comparison.
using System.Buffers;

namespace Pure.Answers.Published;

/// <summary>Compares answers as PRM800K does.</summary>
public static class Prm800kGrader
{
    private static readonly SearchValues<char> Brackets = SearchValues.Create("()[]");

    /// <summary>Whether a given answer is right.</summary>
    /// <param name="given">The answer; <see langword="null"/> for none.</param>
    /// <param name="truth">The reference answer.</param>
    public static bool Grade(string? given, string truth)
    {
        if (given is null) return false;
        if (HendrycksScorer.AreEqual(given, truth)) return true;
        string a = Prm800kNormalizer.Normalize(given), b = Prm800kNormalizer.Normalize(truth);
        if (a == b) return true;
        if (a.Length == 0) return false;
        string[] given1 = Elements(a), truth1 = Elements(b);
        if (truth1.Length > 1 && (a[0] != b[0] || a[^1] != b[^1])) return false;
        return given1.Length == truth1.Length && truth1.Length > 0 && given1.Zip(truth1).All(pair => AreEqual(pair.First, pair.Second));
    }

    private static bool AreEqual(string given, string truth)
    {
        if (IsFraction(given) && IsFraction(truth)) return given == truth;
        if (Prm800kNormalizer.Integer(given) is null != Prm800kNormalizer.Integer(truth) is null) return false;
        if (!MayBeComputed($"({truth})-({given})")) return false;
        return AnswerGrader.Grade(truth, given, AnswerProfile.RlStrict).Verdict == AnswerVerdict.Equal;
    }

    /// <summary>The elements of a tuple or interval; of anything else the whole.</summary>
    private static string[] Elements(string text)
    {
        text = Prm800kNormalizer.WithoutThousands(text);
        if (text.Length == 0) return [];
        bool tuple = text.Length > 2 && Brackets.Contains(text[0]) && Brackets.Contains(text[^1])
            && !text.AsSpan(1, text.Length - 2).ContainsAny(Brackets);
        return tuple ? [.. text[1..^1].Split(',').Select(element => element.Trim())] : [text];
    }

    /// <summary>Digits over digits, the lower ones not all zero; one further character is allowed before the slash and at the end.</summary>
    private static bool IsFraction(string text)
    {
        ReadOnlySpan<char> rest = text.StartsWith('-') ? text.AsSpan(1) : text;
        int slash = rest.IndexOf('/');
        if (slash < 1 || !char.IsAsciiDigit(rest[0])) return false;
        ReadOnlySpan<char> above = rest[..slash], below = rest[(slash + 1)..];
        bool upper = AllDigits(above) || (above.Length > 1 && AllDigits(above[..^1]));
        bool lower = IsPositive(below) || (below.Length > 1 && IsPositive(below[..^1]));
        return upper && lower;
    }

    private static bool IsPositive(ReadOnlySpan<char> text) => AllDigits(text) && text.ContainsAnyInRange('1', '9');

    private static bool AllDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static bool MayBeComputed(string text)
    {
        string letters = text.Replace("sqrt", "", StringComparison.Ordinal).Replace("frac", "", StringComparison.Ordinal);
        if (letters.Where(char.IsLetter).Distinct().Count() > 2) return false;
        for (int k = 0; k < text.Length; k++)
        {
            if (text[k] != '^') continue;
            int end = k + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            bool large = end - k > 2 || (end > k + 1 && end < text.Length && text[end] == '^');
            if (large || (k + 1 < text.Length && text[k + 1] is '{' or '(')) return false;
        }

        return true;
    }
}
