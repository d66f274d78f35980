using System.Globalization;

namespace Pure.Rewards.Agent.Constraints;

/// <summary>Counts units of a text.</summary>
public static class TextCounts
{
    /// <summary>How many of a unit a text has.</summary>
    public static int Of(string text, TextUnit unit) => unit switch
    {
        TextUnit.Words => Words(text),
        TextUnit.Sentences => Sentences(text),
        TextUnit.Paragraphs => Paragraphs(text),
        TextUnit.Characters => new StringInfo(text).LengthInTextElements,
        TextUnit.Lines => Lines(text).Count(),
        TextUnit.Bullets => Lines(text).Count(line => line.Length > 1 && line[0] is '-' or '*' or '•' or '–' && char.IsWhiteSpace(line[1])),
        TextUnit.NumberedItems => Lines(text).Count(IsNumbered),
        TextUnit.Sections => Lines(text).Count(line => line.TrimStart('#') is var rest && line.Length - rest.Length is >= 1 and <= 6 && rest.StartsWith(' ')),
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };

    /// <summary>How often a text occurs in another one, without overlaps.</summary>
    public static int Occurrences(string text, string part, StringComparison comparison)
    {
        int count = 0;
        for (int at = text.IndexOf(part, comparison); at >= 0; at = text.IndexOf(part, at + part.Length, comparison)) count++;
        return count;
    }

    private static int Words(string text)
    {
        int count = 0;
        bool inside = false;
        for (int i = 0; i < text.Length; i++)
        {
            bool letter = char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]) || (inside && text[i] is '\'' or '’' or '-');
            if (letter && !inside) count++;
            inside = letter;
        }

        return count;
    }

    private static int Sentences(string text)
    {
        int count = 0;
        bool open = false;
        for (int i = 0; i < text.Length; i++)
        {
            bool ends = text[i] is '.' or '!' or '?' or '。' or '！' or '？';
            if (ends && open && (text[i] > 127 || i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]) || text[i + 1] is '"' or '\'' or ')' or '”'))
            {
                count++;
                open = false;
            }
            else if (char.IsLetterOrDigit(text[i]))
            {
                open = true;
            }
        }

        return open ? count + 1 : count;
    }

    private static int Paragraphs(string text)
    {
        int count = 0;
        bool inside = false;
        foreach (string line in text.Split('\n'))
        {
            bool blank = string.IsNullOrWhiteSpace(line);
            if (!blank && !inside) count++;
            inside = !blank;
        }

        return count;
    }

    private static bool IsNumbered(string line)
    {
        int digits = line.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && digits < line.Length && line[digits] is '.' or ')';
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
}
