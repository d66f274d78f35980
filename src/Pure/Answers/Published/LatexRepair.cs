using System.Text;

namespace Pure.Answers.Published;

/// <summary>Braces that sloppy LaTeX leaves out, as the graders of published evaluations put them in.</summary>
internal static class LatexRepair
{
    /// <summary>\sqrt3 becomes \sqrt{3}; all letters and digits behind the root are its content.</summary>
    public static string Roots(string text)
    {
        const string Root = @"\sqrt";
        string[] parts = text.Split(Root);
        var result = new StringBuilder(parts[0]);
        foreach (string part in parts.AsSpan(1))
        {
            int end = 0;
            while (end < part.Length && (char.IsLetterOrDigit(part[end]) || part[end] == '_')) end++;
            result.Append(Root);
            if (end > 0) result.Append('{').Append(part, 0, end).Append('}');
            result.Append(part, end, part.Length - end);
        }

        return result.ToString();
    }

    /// <summary>\frac12 becomes \frac{1}{2} and \frac1{72} becomes \frac{1}{72}; with a single character behind a fraction everything stays as it was.</summary>
    public static string Fractions(string text)
    {
        const string Fraction = @"\frac";
        string[] parts = text.Split(Fraction);
        var result = new StringBuilder(parts[0]);
        foreach (string part in parts.AsSpan(1))
        {
            result.Append(Fraction);
            if (part.StartsWith('{'))
            {
                result.Append(part);
                continue;
            }

            if (part.Length < 2) return text;
            result.Append('{').Append(part[0]).Append('}');
            if (part[1] == '{') result.Append(part, 1, part.Length - 1);
            else result.Append('{').Append(part[1]).Append('}').Append(part, 2, part.Length - 2);
        }

        return result.ToString();
    }

    /// <summary>a/b becomes \frac{a}{b}, for whole numbers and roots.</summary>
    public static string Slash(string text)
    {
        string[] sides = text.Split('/');
        return sides.Length == 2 && sides.All(side => side.Contains("sqrt", StringComparison.Ordinal) || IsPlainInteger(side)) ? $@"\frac{{{sides[0]}}}{{{sides[1]}}}" : text;
    }

    /// <summary>An integer as a program prints it.</summary>
    private static bool IsPlainInteger(string text)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9') && (digits[0] != '0' || text == "0");
    }
}
