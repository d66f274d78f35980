// The normalisation of the MATH data set's grader, in its order; each rule sees the result of the one before it.
using System.Text;

namespace Pure.Answers;

/// <summary>String normalisation of LaTeX answers.</summary>
internal static class HendrycksNormalizer
{
    private const string Unit = @"\text{ ";
    private const string Root = @"\sqrt";
    private const string Fraction = @"\frac";

    private static readonly (string Old, string New)[] Early =
    [
        ("\n", ""), (@"\!", ""), (@"\\", @"\"), ("tfrac", "frac"), ("dfrac", "frac"), (@"\left", ""), (@"\right", ""),
        (@"^{\circ}", ""), (@"^\circ", ""), (@"\$", ""),
    ];

    /// <summary>The normal form, or <see langword="null"/> for text that the original fails on: two units, or a root or fraction with nothing behind it.</summary>
    public static string? Normalize(string text)
    {
        foreach ((string old, string replacement) in Early) text = text.Replace(old, replacement, StringComparison.Ordinal);
        string[] parts = text.Split(Unit);
        if (parts.Length > 2) return null;
        text = parts[0]
            .Replace(@"\\%", "", StringComparison.Ordinal).Replace(@"\%", "", StringComparison.Ordinal)
            .Replace(" .", " 0.", StringComparison.Ordinal).Replace("{.", "{0.", StringComparison.Ordinal);
        if (text.Length == 0) return text;
        if (text[0] == '.') text = "0" + text;

        string[] sides = text.Split('=');
        if (sides.Length == 2 && sides[0].Length <= 2) text = sides[1];
        if (WithBracedRoots(text) is not { } rooted) return null;
        if (WithBracedFractions(rooted.Replace(" ", "", StringComparison.Ordinal)) is not { } braced) return null;
        if (braced == "0.5") braced = @"\frac{1}{2}";
        string[] ratio = braced.Split('/');
        return ratio.Length == 2 && IsInteger(ratio[0]) && IsInteger(ratio[1]) ? $@"\frac{{{ratio[0]}}}{{{ratio[1]}}}" : braced;
    }

    /// <summary>\sqrt3 becomes \sqrt{3}.</summary>
    private static string? WithBracedRoots(string text)
    {
        string[] parts = text.Split(Root);
        var result = new StringBuilder(parts[0]);
        foreach (string part in parts.AsSpan(1))
        {
            if (part.Length == 0) return null;
            result.Append(Root).Append(part[0] == '{' ? part : $"{{{part[0]}}}{part[1..]}");
        }

        return result.ToString();
    }

    /// <summary>\frac12 becomes \frac{1}{2}, and \frac1{72} becomes \frac{1}{72}; a fraction with a single character behind it leaves everything as it was.</summary>
    private static string? WithBracedFractions(string text)
    {
        string[] parts = text.Split(Fraction);
        var result = new StringBuilder(parts[0]);
        foreach (string part in parts.AsSpan(1))
        {
            if (part.Length == 0) return null;
            result.Append(Fraction);
            if (part[0] == '{')
            {
                result.Append(part);
                continue;
            }

            if (part.Length < 2) return text;
            result.Append('{').Append(part[0]).Append('}');
            result.Append(part[1] == '{' ? part[1..] : $"{{{part[1]}}}{part[2..]}");
        }

        return result.ToString();
    }

    /// <summary>Whether the text is an integer written as a machine would: no plus sign, no leading zeros, no minus zero.</summary>
    private static bool IsInteger(string text)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9') && (digits[0] != '0' || text == "0");
    }
}
