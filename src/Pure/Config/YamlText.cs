using System.Globalization;
using System.Text;

namespace Pure.Config;

/// <summary>Writes texts so that every YAML reader gets the same text back.</summary>
internal static class YamlText
{
    private static readonly string[] WordsWithAMeaning = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "none"];

    /// <summary>The text as it is when it is a harmless word, name or path; else in double quotes with escapes.</summary>
    public static string Quote(string text)
    {
        if (IsHarmless(text)) return text;
        var quoted = new StringBuilder("\"");
        foreach (Rune rune in text.EnumerateRunes()) Append(quoted, rune);
        return quoted.Append('"').ToString();
    }

    private static bool IsHarmless(string text) =>
        text.Length > 0
        && (char.IsAsciiLetter(text[0]) || text[0] is '/' or '_')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or '+')
        && !WordsWithAMeaning.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static void Append(StringBuilder quoted, Rune rune)
    {
        _ = rune.Value switch
        {
            '"' => quoted.Append("\\\""),
            '\\' => quoted.Append("\\\\"),
            '\n' => quoted.Append("\\n"),
            '\t' => quoted.Append("\\t"),
            > 0xFFFF => quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
            _ when IsVisible(rune) => quoted.Append(rune.ToString()),
            _ => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
        };
    }

    private static bool IsVisible(Rune rune) => rune.Value == ' ' || !(Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
