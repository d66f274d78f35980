// PRM800K's own normal form, for answers that differ as MATH's grader writes them: percent and dollar signs, some units, mixed numbers and
// braces go, LaTeX becomes plain text. Flattening is lossy, as in the original: \sqrt[3]{4} becomes sqrt(4).
using System.Globalization;
using System.Text;

namespace Pure.Answers.Published;

/// <summary>Normalises answers for <see cref="Prm800kGrader"/>.</summary>
internal static class Prm800kNormalizer
{
    private static readonly string[] Units =
        ["degree", "cm", "centimeter", "meter", "mile", "second", "minute", "hour", "day", "week", "month", "year", "foot", "feet", "inch", "yard"];

    private static readonly (string Old, string New)[] Signs =
    [
        (@"\%", "%"), (@"\$", "$"), ("$", ""), ("%", ""), (" or ", " , "), (" and ", " , "), ("million", "*10^6"), ("billion", "*10^9"), ("trillion", "*10^12"),
    ];

    public static string Normalize(string answer)
    {
        const string Text = @"\text{";
        string text = answer.StartsWith(Text, StringComparison.Ordinal) && answer.EndsWith('}') && answer.Length > Text.Length + 1 ? answer[Text.Length..^1] : answer;
        foreach ((string old, string replacement) in Signs) text = text.Replace(old, replacement, StringComparison.Ordinal);
        foreach (string unit in Units) text = WithoutUnit(text, unit);
        text = WithoutDegrees(text);
        if (text.Length > 1 && text[0] == '{' && text[^1] == '}') text = text[1..^1];
        text = WithoutLatexThousands(text);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && IsWhole(number)) text = Whole(number);
        if (text.Contains('\\', StringComparison.Ordinal)) text = LatexText.Flatten(text);
        text = WithMixedNumbers(WithClosedMinus(text)).Replace(" ", "", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).ToLowerInvariant();
        return Integer(text) is { } integer ? Whole(integer) : text;
    }

    /// <summary>The value of a text that is a whole number within 1e-7, thousands separated or not.</summary>
    public static double? Integer(string text) =>
        double.TryParse(WithoutThousands(text), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && IsWhole(value) ? value : null;

    /// <summary>Drops commas between a digit and a group of three.</summary>
    public static string WithoutThousands(string text)
    {
        var result = new StringBuilder();
        for (int k = 0; k < text.Length; k++)
        {
            bool separates = text[k] == ',' && k > 0 && char.IsAsciiDigit(text[k - 1]) && k + 3 < text.Length && char.IsAsciiDigit(text[k + 1]) && char.IsAsciiDigit(text[k + 2]) && char.IsAsciiDigit(text[k + 3])
                && (k + 4 == text.Length || !char.IsAsciiDigit(text[k + 4]));
            if (!separates) result.Append(text[k]);
        }

        return result.ToString();
    }

    private static bool IsWhole(double value) => double.IsFinite(value) && Math.Abs(value - Math.Round(value)) <= 1e-7;

    private static string Whole(double value)
    {
        string text = Math.Round(value).ToString("F0", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>Drops a unit with its plural, blanks behind it and an exponent.</summary>
    private static string WithoutUnit(string text, string unit)
    {
        for (int at; (at = text.IndexOf(unit, StringComparison.Ordinal)) >= 0;)
        {
            int end = at + unit.Length;
            if (string.CompareOrdinal(text, end, "es", 0, 2) == 0) end += 2;
            if (end < text.Length && text[end] == 's') end++;
            while (end < text.Length && text[end] == ' ') end++;
            if (end + 1 < text.Length && text[end] == '^' && char.IsAsciiDigit(text[end + 1]))
            {
                end++;
                while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            }

            text = text.Remove(at, end - at);
        }

        return text;
    }

    private static string WithoutDegrees(string text)
    {
        for (int at = 0; (at = text.IndexOf('^', at)) >= 0; at++)
        {
            int end = at + 1;
            while (end < text.Length && text[end] == ' ') end++;
            if (string.CompareOrdinal(text, end, @"\circ", 0, 5) == 0) text = text.Remove(at--, end + 5 - at - 1);
        }

        return text;
    }

    private static string WithoutLatexThousands(string text)
    {
        for (int at; (at = text.IndexOf(@",\!", StringComparison.Ordinal)) >= 0;)
        {
            int end = at + 3;
            while (end < text.Length && text[end] == ' ') end++;
            text = text.Remove(at, end - at);
        }

        return text;
    }

    private static string WithClosedMinus(string text)
    {
        var result = new StringBuilder();
        foreach (char c in text)
        {
            if (c != ' ' || result.Length == 0 || result[^1] != '-') result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>A digit, blanks and a digit are a mixed number: 7 3/4 becomes 7+3/4.</summary>
    private static string WithMixedNumbers(string text)
    {
        var result = new StringBuilder();
        for (int k = 0; k < text.Length; k++)
        {
            int end = k;
            while (end < text.Length && text[end] == ' ') end++;
            bool mixed = end > k && k > 0 && char.IsAsciiDigit(text[k - 1]) && end < text.Length && char.IsAsciiDigit(text[end]);
            if (!mixed)
            {
                result.Append(text[k]);
                continue;
            }

            result.Append('+');
            k = end - 1;
        }

        return result.ToString();
    }
}
