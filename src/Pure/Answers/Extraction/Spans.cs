using System.Text;

namespace Pure.Answers.Extraction;

/// <summary>Formulas and numbers in running text.</summary>
internal static class Spans
{
    private const int LongestFormula = 1000;

    private static readonly (string Open, string Close)[] Delimiters =
    [
        ("$$", "$$"), ("$", "$"), (@"\[", @"\]"), (@"\(", @"\)"), (@"\begin{equation}", @"\end{equation}"), (@"\begin{align*}", @"\end{align*}"), (@"\begin{align}", @"\end{align}"), (@"\begin{equation*}", @"\end{equation*}"),
    ];

    /// <summary>What stands last: a formula, or a number outside of formulas.</summary>
    public static ExtractedAnswer? LastFormulaOrNumber(string text)
    {
        (int Start, int End, int After)? formula = LastFormula(text);
        (int Start, int End)? number = LastNumber(text, formula?.After ?? 0);
        if (number is { } n) return new ExtractedAnswer(text[n.Start..n.End], "last number", n.Start, n.End, Several: false);
        return formula is { } f && Clean(text[f.Start..f.End]) is { Length: > 0 } clean ? new ExtractedAnswer(clean, "last formula", f.Start, f.End, Several: false) : null;
    }

    /// <summary>The formula that begins at a position, with those that "and" or a comma join to it; null when none begins there.</summary>
    public static (string Text, int End)? FormulasAt(string text, int at)
    {
        var joined = new StringBuilder();
        int end = at;
        while (Opening(text, at) is { } delimiter)
        {
            int close = text.IndexOf(delimiter.Close, at + delimiter.Open.Length, StringComparison.Ordinal);
            if (close < 0 || close - at > LongestFormula) break;
            if (joined.Length > 0) joined.Append(", ");
            joined.Append(text, at + delimiter.Open.Length, close - at - delimiter.Open.Length);
            end = close + delimiter.Close.Length;
            int next = end;
            while (next < text.Length && text[next] is ' ' or ',') next++;
            foreach (string word in (ReadOnlySpan<string>)["and ", "or "])
            {
                if (string.CompareOrdinal(text, next, word, 0, word.Length) == 0) next += word.Length;
            }

            if (next == end || next >= text.Length) break;
            at = next;
        }

        return joined.Length == 0 ? null : (joined.ToString(), end);
    }

    /// <summary>Without blanks, stray delimiters and the full stop of a sentence.</summary>
    public static string Clean(string text)
    {
        string clean = text.Trim();
        if (clean.Contains('&', StringComparison.Ordinal) && !clean.Contains(@"\begin", StringComparison.Ordinal))
        {
            // The last row of an alignment, behind its last mark.
            string[] rows = clean.Split(@"\\", StringSplitOptions.RemoveEmptyEntries);
            string row = rows.LastOrDefault(r => r.Trim().Length > 0) ?? clean;
            clean = row[(row.LastIndexOf('&') + 1)..].TrimStart('=', ' ');
        }

        return clean.Trim(' ', '\n', '\t', '*', '"', '\u201d', '\u201c').TrimEnd('.', ',', ';', ' ');
    }

    /// <summary>The last number at or behind a position: its digits, separators, sign, and what is attached behind.</summary>
    public static (int Start, int End)? LastNumber(string text, int from)
    {
        for (int k = text.Length - 1; k >= from; k--)
        {
            if (!char.IsAsciiDigit(text[k])) continue;
            int start = k;
            while (start > from && (char.IsAsciiDigit(text[start - 1]) || (text[start - 1] is '.' or ',' or '/' && start - 1 > from && char.IsAsciiDigit(text[start - 2])))) start--;
            if (start > from && text[start - 1] == '.') start--;
            if (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] == '_'))
            {
                k = start;
                continue;
            }

            if (start > from && text[start - 1] is '-' or '−' && (start < 2 || !char.IsLetterOrDigit(text[start - 2]))) start--;
            int end = k + 1;
            int unit = end;
            if (unit < text.Length && text[unit] == ' ') unit++;
            if (unit < text.Length && text[unit] == '\\') unit++;
            if (unit < text.Length && text[unit] == '%') end = unit + 1;
            else if (string.CompareOrdinal(text, unit, "percent", 0, 7) == 0) end = unit + 7;
            else if (string.CompareOrdinal(text, unit, "pct", 0, 3) == 0) end = unit + 3;
            return (start, end);
        }

        return null;
    }

    private static (string Open, string Close)? Opening(string text, int at)
    {
        if (at >= text.Length || text[at] is not ('$' or '\\')) return null;
        foreach ((string Open, string Close) delimiter in Delimiters)
        {
            if (string.CompareOrdinal(text, at, delimiter.Open, 0, delimiter.Open.Length) == 0) return delimiter;
        }

        return null;
    }

    /// <summary>The last formula between delimiters that match. A dollar before an amount of money opens none when it is not closed on its line.</summary>
    private static (int Start, int End, int After)? LastFormula(string text)
    {
        (int, int, int)? last = null;
        var next = new int[Delimiters.Length];
        Array.Fill(next, -1);
        for (int k = 0; k < text.Length; k++)
        {
            if (text[k] is not ('$' or '\\')) continue;
            if (text[k] == '\\' && k + 1 < text.Length && text[k + 1] == '$')
            {
                k++;
                continue;
            }

            if (Opening(text, k) is not { } delimiter) continue;
            int content = k + delimiter.Open.Length;
            int close = Closing(text, delimiter.Close, content, next);
            if (close < 0 || close - content > LongestFormula)
            {
                k = content - 1;
                continue;
            }

            if (text.AsSpan(content, close - content).Trim().Length > 0) last = (content, close, close + delimiter.Close.Length);
            k = close + delimiter.Close.Length - 1;
        }

        return last;
    }

    /// <summary>Where a delimiter closes next. Remembered, so that text full of open delimiters is searched once.</summary>
    private static int Closing(string text, string close, int from, int[] next)
    {
        int index = Array.FindIndex(Delimiters, delimiter => delimiter.Close == close);
        if (next[index] >= from || next[index] == int.MaxValue) return next[index] == int.MaxValue ? -1 : next[index];
        int at = text.IndexOf(close, from, StringComparison.Ordinal);
        next[index] = at < 0 ? int.MaxValue : at;
        return at;
    }
}
