using Pure.Answers.Expressions;

namespace Pure.Answers;

/// <summary>Numerals with letters for digits and a base, such as A5 in base 11.</summary>
internal static class Numerals
{
    /// <summary>The numeral that a whole text is, or null; numerals of plain digits are left to the parser.</summary>
    public static Node.BaseNumeral? Read(string text)
    {
        int bar = text.LastIndexOf('_');
        if (bar < 1 || text.Length > 60) return null;
        string digits = Bare(text[..bar]), radix = Bare(text[(bar + 1)..]);
        string name = WordNumbers.Value(radix) is { } word ? word.ToString() : radix;
        if (!int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int value) || value is < 11 or > 36) return null;
        if (!digits.All(char.IsAsciiLetterOrDigit) || !digits.Any(char.IsAsciiDigit) || !digits.Any(char.IsAsciiLetter) || char.IsAsciiLetterLower(digits[0])) return null;
        return digits.ToUpperInvariant().All(c => (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10) < value) ? new Node.BaseNumeral(digits.ToUpperInvariant(), name) : null;
    }

    private static string Bare(string text)
    {
        string bare = text.Trim('{', '}', '(', ')', ' ');
        foreach (string font in (ReadOnlySpan<string>)[@"\text", @"\mathrm", @"\textrm", @"\mbox"])
        {
            if (bare.StartsWith(font, StringComparison.Ordinal)) bare = bare[font.Length..];
        }

        // A font may begin behind a digit: 1\text{A}.
        return bare.Replace(@"\text{", "", StringComparison.Ordinal).Replace(@"\mathrm{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Trim('{', '}', '(', ')', ' ');
    }
}
