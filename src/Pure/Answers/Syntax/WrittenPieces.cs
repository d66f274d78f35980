// A function in pieces that is written in running text, "x if x >= 0, -x if x < 0" or "f(x) = 1 for x > 0 and 0 otherwise", is put into the environment that says the same. Every part
// must have a value and a condition with a relation in it, only the last may be what the others leave; anything else stays as it is.
using System.Text;

namespace Pure.Answers.Syntax;

/// <summary>Functions in pieces without an environment.</summary>
internal static class WrittenPieces
{
    private static readonly string[] Joints = [",", ";", "and"];
    private static readonly string[] Conditions = ["if", "when", "for"];
    private static readonly string[] Rest = ["otherwise", "else", "elsewhere"];
    private static readonly string[] Relations = ["<", ">", "=", "≤", "≥", "≠", @"\le", @"\ge", @"\ne", @"\lt", @"\gt", @"\in"];

    /// <summary>The text with its pieces in an environment, or null when it is no function in pieces.</summary>
    public static string? AsCases(string text)
    {
        if (text.Contains(@"\begin", StringComparison.Ordinal) || !Array.Exists(Conditions, word => text.Contains(word, StringComparison.Ordinal))) return null;
        List<string> parts = Split(text);
        if (parts.Count < 2) return null;
        var rows = new List<string>();
        foreach (string part in parts)
        {
            if (Row(part, last: rows.Count == parts.Count - 1) is not { } row) return null;
            rows.Add(row);
        }

        // f(x) = stands once, before the first value.
        int value = rows[0].LastIndexOf('=', rows[0].IndexOf('&', StringComparison.Ordinal)) + 1;
        return $@"{rows[0][..value]}\begin{{cases}}{rows[0][value..]}\\{string.Join(@"\\", rows.Skip(1))}\end{{cases}}";
    }

    private static string? Row(string part, bool last)
    {
        int at = Word(part, Conditions, out int length);
        if (at >= 0)
        {
            string value = Plain(part[..at]), condition = Plain(part[(at + length)..]);
            return value.Length > 0 && !condition.Contains('&', StringComparison.Ordinal) && Array.Exists(Relations, sign => condition.Contains(sign, StringComparison.Ordinal)) ? $"{value}&{condition}" : null;
        }

        at = last ? Word(part, Rest, out length) : -1;
        return at >= 0 && Plain(part[(at + length)..]).Length == 0 && Plain(part[..at]) is { Length: > 0 } left ? $@"{left}&\text{{otherwise}}" : null;
    }

    /// <summary>Without blanks and the braces of the text in which a word of the condition stood.</summary>
    private static string Plain(string text)
    {
        string plain = text.Trim().TrimStart('}').TrimEnd();
        foreach (string font in (ReadOnlySpan<string>)[@"\text{", @"\mbox{", @"\mathrm{", @"\textrm{"]) if (plain.EndsWith(font, StringComparison.Ordinal)) plain = plain[..^font.Length];
        return plain.Trim(' ', ',');
    }

    /// <summary>The parts between commas, semicolons and "and" that stand in no bracket.</summary>
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        int depth = 0;
        for (int k = 0; k < text.Length; k++)
        {
            if (text[k] is '(' or '[' or '{') depth++;
            else if (text[k] is ')' or ']' or '}') depth--;
            string? joint = depth == 0 ? Array.Find(Joints, word => string.CompareOrdinal(text, k, word, 0, word.Length) == 0 && (!char.IsLetter(word[0]) || IsWord(text, k, word.Length))) : null;
            if (joint is null)
            {
                part.Append(text[k]);
                continue;
            }

            if (part.ToString().Trim().Length > 0) parts.Add(part.ToString());
            part.Clear();
            k += joint.Length - 1;
        }

        if (part.ToString().Trim().Length > 0) parts.Add(part.ToString());
        return parts;
    }

    /// <summary>Where the first of some words stands, or -1.</summary>
    private static int Word(string text, string[] words, out int length)
    {
        for (int k = 0; k < text.Length; k++)
        {
            string? found = Array.Find(words, word => string.CompareOrdinal(text, k, word, 0, word.Length) == 0 && IsWord(text, k, word.Length));
            if (found is null) continue;
            length = found.Length;
            return k;
        }

        length = 0;
        return -1;
    }

    private static bool IsWord(string text, int at, int length) =>
        (at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] == '\\')) && (at + length == text.Length || !char.IsLetterOrDigit(text[at + length]));
}
