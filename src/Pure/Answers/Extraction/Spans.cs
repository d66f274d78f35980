using System.Text;

namespace Pure.Answers.Extraction;

/// <summary>Formulas and numbers in running text.</summary>
internal static class Spans
{
    private const int LongestFormula = 1000;
    private const int Nearby = 400;

    private static readonly (string Open, string Close)[] Delimiters =
    [
        ("$$", "$$"), ("$", "$"), (@"\[", @"\]"), (@"\(", @"\)"), (@"\begin{equation}", @"\end{equation}"), (@"\begin{align*}", @"\end{align*}"), (@"\begin{align}", @"\end{align}"), (@"\begin{equation*}", @"\end{equation*}"),
    ];

    /// <summary>What stands last: a formula, or a number outside of formulas.</summary>
    public static ExtractedAnswer? LastFormulaOrNumber(string text)
    {
        (string Text, int Start, int After)? formula = LastFormula(text, out string unqualified);
        if (formula is null && Short(text) is { } whole) return whole;
        int from = formula?.After ?? 0;
        (int Start, int End)? number = LastNumber(unqualified, from);
        if (number is { } last && PlainTuples.ClosedBy(text, from, last.End) is { } tuple) return tuple;
        if (number is { } n) return BehindEquals(unqualified, from, n.End) ?? PlainCommands.Around(text, from, n) ?? new ExtractedAnswer(text[n.Start..n.End], "last number", n.Start, n.End, Several: false);
        return formula is { } f && Clean(f.Text) is { Length: > 0 } clean ? new ExtractedAnswer(clean, "last formula", f.Start, f.After, Several: false) : null;
    }

    /// <summary>A response that is nothing but a short formula.</summary>
    private static ExtractedAnswer? Short(string text)
    {
        string clean = text.Length > 200 ? "" : Clean(text);
        return clean.Length > 0 && !clean.Contains('\n', StringComparison.Ordinal) && Anchors.Words(clean) == 0 && clean.Any(char.IsAsciiDigit)
            ? new ExtractedAnswer(clean.TrimStart('=', ' '), "whole response", 0, text.Length, Several: false) : null;
    }

    /// <summary>The right side of the last equals sign on the line of the last number, when hardly a word stands behind it.</summary>
    private static ExtractedAnswer? BehindEquals(string text, int from, int numberEnd)
    {
        int line = text.LastIndexOf('\n', Math.Max(0, numberEnd - 1)) + 1;
        int equals = text.LastIndexOf('=', numberEnd - 1, numberEnd - Math.Max(line, Math.Min(from, numberEnd)));
        if (equals < 0 || (equals > 0 && text[equals - 1] is '<' or '>' or '!')) return null;
        int end = equals + 1;
        while (end < text.Length && text[end] != '\n' && !(text[end] is '.' or ',' or ';' or ')' && (end + 1 >= text.Length || char.IsWhiteSpace(text[end + 1]) || text[end] == ')'))) end++;
        int start = Chained(text, line, equals);
        if (start < equals && Anchors.Words(text[(equals + 1)..end]) == 0) return new ExtractedAnswer(Clean(text[start..end]), "right sides", start, end, Several: true);
        string clean = Clean(text[(equals + 1)..end]);
        return clean.Length > 0 && Anchors.Words(clean) <= 2 ? new ExtractedAnswer(clean, "right side", equals + 1, end, Several: false) : null;
    }

    /// <summary>Where "x = 1 or x = 2" begins whose last equals sign stands at a position; that position when only one value is given.</summary>
    private static int Chained(string text, int line, int equals)
    {
        int start = NameBefore(text, line, equals);
        string name = start < 0 ? "" : text[start..equals].Trim();
        int first = equals;
        while (start >= 0 && name.Length > 0)
        {
            string before = text[line..start].TrimEnd(' ');
            foreach (string joint in (ReadOnlySpan<string>)[" or", " and", ","]) if (before.EndsWith(joint, StringComparison.Ordinal)) before = $"{before[..^joint.Length].TrimEnd(' ', ',')}\n";
            if (!before.EndsWith('\n')) break;
            int sign = before.LastIndexOf('=');
            int earlier = sign < 0 ? -1 : NameBefore(text, line, line + sign);
            if (earlier < 0 || text[earlier..(line + sign)].Trim() != name || Anchors.Words(before[(sign + 1)..]) > 0) break;
            first = start = earlier;
        }

        return first;
    }

    /// <summary>Where the name before an equals sign begins, or -1: at most three letters, no longer word.</summary>
    private static int NameBefore(string text, int line, int equals)
    {
        int end = equals;
        while (end > line && text[end - 1] == ' ') end--;
        int start = end;
        while (start > line && char.IsAsciiLetterOrDigit(text[start - 1])) start--;
        return end - start is > 0 and <= 3 && char.IsAsciiLetter(text[start]) && (start == line || text[start - 1] is ' ' or ',' or '(') ? start : -1;
    }

    /// <summary>The formula that begins at a position, with those that "and" or a comma join to it; null when none begins there.</summary>
    public static (string Text, int End)? FormulasAt(string text, int at)
    {
        var joined = new StringBuilder();
        int end = at;
        while (Opening(text, at) is { } delimiter)
        {
            int close = text.IndexOf(delimiter.Close, at + delimiter.Open.Length, StringComparison.Ordinal);
            if (close < 0 || close - at > LongestFormula || (delimiter.Open == "$" && IsProse(text.AsSpan(at + 1, close - at - 1)))) break;
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
            // 2√3 and 3:30 are one value.
            while (start > from && (text[start - 1] is '√' or 'π' || (text[start - 1] == ':' && start - 1 > from && char.IsAsciiDigit(text[start - 2])) || (text[start] is '√' or ':' && char.IsAsciiDigit(text[start - 1])))) start--;
            if (start + 2 < end && text.AsSpan(start, end - start).Contains(':') && HalfOfDay(text, end) is { } half) return (start, half);
            int unit = end;
            if (unit < text.Length && text[unit] == ' ') unit++;
            if (unit < text.Length && text[unit] == '\\') unit++;
            if (LastWords.IsDenied(text, start))
            {
                k = start;
                continue;
            }

            if (unit < text.Length && text[unit] == '%') end = unit + 1;
            else if (end < text.Length && text[end] is 'π' or '√' or '°' or '²' or '³')
            {
                while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('.' or ',' or ';' or ')')) end++;
            }
            else if (string.CompareOrdinal(text, unit, "percent", 0, 7) == 0) end = unit + 7;
            else if (string.CompareOrdinal(text, unit, "pct", 0, 3) == 0) end = unit + 3;
            return (start, end);
        }

        return null;
    }

    /// <summary>Where "a.m." or "PM" behind a time ends, or null.</summary>
    private static int? HalfOfDay(string text, int at)
    {
        int k = at < text.Length && text[at] == ' ' ? at + 1 : at;
        if (k + 1 >= text.Length || char.ToLowerInvariant(text[k]) is not ('a' or 'p')) return null;
        k++;
        if (text[k] == '.') k++;
        if (k >= text.Length || char.ToLowerInvariant(text[k]) != 'm') return null;
        k++;
        return k < text.Length && text[k] == '.' && text[k - 2] == '.' ? k + 1 : k < text.Length && char.IsLetter(text[k]) ? null : k;
    }

    /// <summary>Whether what stands between two dollars is running text: the dollars are amounts of money.</summary>
    private static bool IsProse(ReadOnlySpan<char> content)
    {
        int words = 0, depth = 0;
        for (int k = 0; k < content.Length; k++)
        {
            char c = content[k];
            if (c == '{') depth++;
            else if (c == '}') depth--;
            else if (c == '.' && depth == 0 && k + 2 < content.Length && content[k + 1] == ' ' && char.IsAsciiLetter(content[k + 2])) return true;
            else if (char.IsAsciiLetterLower(c) && depth == 0)
            {
                int end = k;
                while (end < content.Length && char.IsAsciiLetter(content[end])) end++;
                if (end - k >= 3 && (k == 0 || (content[k - 1] != '\\' && !char.IsAsciiLetter(content[k - 1]))) && ++words >= 3) return true;
                k = end - 1;
            }
        }

        return false;
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
    /// <param name="text">The response.</param>
    /// <param name="unqualified">The response with blanks where a formula only says for which values an answer holds.</param>
    private static (string Text, int Start, int After)? LastFormula(string text, out string unqualified)
    {
        (string Text, int Start, int After)? last = null;
        char[]? blanked = null;
        (int End, bool Qualifies) previous = (0, false);
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
            if (close < 0 || close - content > LongestFormula || (delimiter.Open == "$" && IsProse(text.AsSpan(content, close - content))))
            {
                k = content - 1;
                continue;
            }

            // The x of "for all x" and a single letter behind an equation are no answers.
            int end = close + delimiter.Close.Length;
            ReadOnlySpan<char> between = text.AsSpan(previous.End, k - previous.End);
            bool announced = Qualifiers.Announced(between) || (previous.Qualifies && IsJoint(between));
            previous = (end, announced && Qualifiers.IsPassedOver(text.AsSpan(content, close - content).Trim(), text.AsSpan(Math.Max(0, k - Nearby), k - Math.Max(0, k - Nearby)), last?.Text));
            if (previous.Qualifies) (blanked ??= text.ToCharArray()).AsSpan(k, end - k).Fill(' ');
            bool name = previous.Qualifies || (last is { } earlier && earlier.Text.Contains('=', StringComparison.Ordinal) && text.AsSpan(content, close - content).Trim() is [>= 'a' and <= 'z']);
            if (!name && text.AsSpan(content, close - content).Trim().Length > 0)
            {
                string formula = text[content..close];
                bool joined = last is { } before && before.Text.Length < LongestFormula && IsJoint(text.AsSpan(before.After, k - before.After));
                last = joined ? ($"{last!.Value.Text.TrimEnd('.', ' ')}, {formula}", last.Value.Start, end) : (formula, content, end);
            }

            k = end - 1;
        }

        unqualified = blanked is null ? text : new string(blanked);
        return last;
    }

    /// <summary>Whether only a comma, "and" or "or" stands between two formulas.</summary>
    private static bool IsJoint(ReadOnlySpan<char> between)
    {
        ReadOnlySpan<char> joint = between.Trim();
        return joint is "," or "and" or "or" or ", and" or ", or";
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
