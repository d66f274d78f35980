// A critic answers with the index of the first wrong paragraph in \boxed{}, or -1. Read as the authors read it: the last
// \boxed{...} up to the first closing brace, trimmed, as a whole number; anything else is no prediction and counts as wrong.
using System.Globalization;

namespace Pure.Evaluation.ProcessBench;

/// <summary>Reads a critic's replies.</summary>
public static class CriticReply
{
    private const string Box = @"\boxed{";

    /// <summary>Content of the last box, trimmed; <see langword="null"/> without one.</summary>
    public static string? Extract(string text)
    {
        string? last = null;
        int at = 0;
        while ((at = text.IndexOf(Box, at, StringComparison.Ordinal)) >= 0)
        {
            int start = at + Box.Length, end = text.IndexOf('}', start);
            if (end < 0) break;
            last = text[start..end].Trim();
            at = end + 1;
        }

        return last;
    }

    /// <summary>The index that a reply names.</summary>
    public static int? Prediction(string text) => Extract(text) is { } box ? Integer(box) : null;

    /// <summary>The index named by most replies. Votes are counted over the boxes as they are written, the first seen wins a tie, and the winner may still not be a number.</summary>
    public static int? Vote(IEnumerable<string> texts) =>
        texts.Select(Extract).OfType<string>().GroupBy(box => box, StringComparer.Ordinal).OrderByDescending(group => group.Count()).FirstOrDefault() is { } winner
            ? Integer(winner.Key)
            : null;

    /// <summary>A whole number as Python reads one: a sign, and digits that single underscores may part.</summary>
    private static int? Integer(string text)
    {
        string digits = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        bool plain = digits.Length > 0 && digits[0] != '_' && digits[^1] != '_' && !digits.Contains("__", StringComparison.Ordinal)
            && digits.All(c => char.IsAsciiDigit(c) || c == '_');
        if (!plain) return null;
        string number = (text[0] == '-' ? "-" : "") + digits.Replace("_", "", StringComparison.Ordinal);
        return int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null;
    }
}
