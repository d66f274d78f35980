// The answer of a response as Qwen2.5-Math's evaluation writes it (arXiv 2409.12122; also search-and-learn's vote): where it is looked for,
// and what is stripped of it. Crude on purpose: unit words go wherever they stand, and with them variables named like one. It exists to
// reproduce published votes; nothing is graded by it. Everything is scanned from left to right, without backtracking.
using System.Text;

namespace Pure.Answers.Published;

/// <summary>Reads answers as Qwen2.5-Math's evaluation does.</summary>
public static class QwenAnswerText
{
    private static readonly (string Old, string New)[] Early =
    [
        (@"\!", ""), ("bmatrix", "pmatrix"), ("tfrac", "frac"), ("dfrac", "frac"), (@"\neq", @"\ne"), (@"\leq", @"\le"), (@"\geq", @"\ge"),
        (@"\left", ""), (@"\right", ""), (@"\{", "{"), (@"\}", "}"),
    ];

    private static readonly (string Old, string New)[] Late =
    [
        ("x=", ""), ("y=", ""), ("z=", ""), (@"x\in", ""), (@"y\in", ""), (@"z\in", ""), (@"x\to", ""), (@"y\to", ""), (@"z\to", ""),
        (@"\emptyset", "{}"), (@"(-\infty,\infty)", @"\mathbb{R}"), (@"\%", ""), ("%", ""), (" .", " 0."), ("{.", "{0."),
    ];

    private static readonly string[] Numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    /// <summary>The stripped answer of a response; empty where there is none.</summary>
    public static string Extract(string response)
    {
        string found = Find(response);
        var joined = new StringBuilder();
        for (int k = 0; k < found.Length; k++)
        {
            if (found[k] != '\n')
            {
                joined.Append(found[k]);
                continue;
            }

            while (k + 1 < found.Length && char.IsWhiteSpace(found[k + 1])) k++;
        }

        string text = joined.ToString();
        if (text.StartsWith(':')) text = text[1..];
        if (text.EndsWith('.')) text = text[..^1];
        if (text.EndsWith('/')) text = text[..^1];
        return Strip(text);
    }

    /// <summary>What remains of an answer after stripping.</summary>
    public static string Strip(string answer)
    {
        string text = answer.Trim().Replace("\n", "", StringComparison.Ordinal).TrimEnd('.');
        text = WithMatrices(text);
        foreach ((string old, string replacement) in Early) text = text.Replace(old, replacement, StringComparison.Ordinal);
        text = UnitWords.Remove(WithoutLastText(text));
        foreach (string drop in (ReadOnlySpan<string>)[@"^{\circ}", @"^\circ", @"\$", "$", @"\(", @"\)"]) text = text.Replace(drop, "", StringComparison.Ordinal);
        text = AsDigits(text);
        text = WithCommandContent(text, @"\text{", keep: true);
        foreach ((string old, string replacement) in Late) text = text.Replace(old, replacement, StringComparison.Ordinal);
        text = text.Replace("infinity", @"\infty", StringComparison.Ordinal);
        if (!text.Contains(@"\infty", StringComparison.Ordinal)) text = text.Replace("inf", @"\infty", StringComparison.Ordinal);
        text = text.Replace("and", "", StringComparison.Ordinal).Replace(@"\mathbf", "", StringComparison.Ordinal);
        text = WithCommandContent(text, @"\mbox{", keep: false);
        if (text.Contains('j', StringComparison.Ordinal) && !text.Contains('i', StringComparison.Ordinal)) text = text.Replace('j', 'i');
        text = WithoutZeroDecimals(text);
        if (text.Length == 0) return text;
        if (text[0] == '.') text = "0" + text;
        string[] sides = text.Split('=');
        if (sides.Length == 2 && sides[0].Length <= 2) text = sides[1];
        return LatexRepair.Slash(LatexRepair.Fractions(LatexRepair.Roots(text).Replace(" ", "", StringComparison.Ordinal)));
    }

    private static string Find(string response)
    {
        const string Minerva = "final answer is $", Hope = "$. I hope";
        int minerva = response.IndexOf(Minerva, StringComparison.Ordinal);
        if (minerva >= 0 && response.Contains(Hope, StringComparison.Ordinal)) return Before(response[(minerva + Minerva.Length)..], Hope).Trim();
        if (response.Contains("boxed", StringComparison.Ordinal)) return Boxed(After(response, "boxed"));
        if (response.Contains("he answer is", StringComparison.Ordinal)) return After(response, "he answer is").Trim();
        if (response.Contains("final answer is", StringComparison.Ordinal)) return After(response, "final answer is").Trim();
        int chinese = response.IndexOf("答案是", StringComparison.Ordinal);
        if (chinese >= 0) return Before(Before(response[(chinese + 3)..], "答案是").Trim(), "\n\n").Trim();
        return LastNumber(response.Replace(",", "", StringComparison.Ordinal));
    }

    private static string After(string text, string mark) => text[(text.LastIndexOf(mark, StringComparison.Ordinal) + mark.Length)..];

    private static string Before(string text, string mark) => text.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at ? text[..at] : text;

    /// <summary>What stands in braces, up to the end where they are not closed; without braces up to a dollar sign.</summary>
    private static string Boxed(string rest)
    {
        if (!rest.StartsWith('{')) return Before(rest, "$").Trim();
        int depth = 0;
        for (int k = 0; k < rest.Length; k++)
        {
            if (rest[k] == '{') depth++;
            else if (rest[k] == '}' && --depth == 0) return rest[1..k];
        }

        return rest[1..];
    }

    /// <summary>The last of the numbers that reading from left to right finds: a sign, digits, a point, digits.</summary>
    private static string LastNumber(string text)
    {
        string last = "";
        for (int k = 0; k < text.Length;)
        {
            int start = k, at = k;
            if (text[at] == '-') at++;
            int digits = at;
            while (at < text.Length && char.IsDigit(text[at])) at++;
            bool whole = at > digits;
            if (at + 1 < text.Length && text[at] == '.' && char.IsDigit(text[at + 1]))
            {
                at++;
                while (at < text.Length && char.IsDigit(text[at])) at++;
                whole = true;
            }

            if (whole) last = text[start..at];
            k = whole ? at : start + 1;
        }

        return last;
    }

    private static string WithMatrices(string text)
    {
        const string Begin = @"\begin{array}{";
        for (int at; (at = text.IndexOf(Begin, StringComparison.Ordinal)) >= 0;)
        {
            int end = text.IndexOf('}', at + Begin.Length);
            if (end < 0) break;
            text = $@"{text[..at]}\begin{{pmatrix}}{text[(end + 1)..]}";
        }

        return text.Replace(@"\end{array}", @"\end{pmatrix}", StringComparison.Ordinal);
    }

    /// <summary>Drops a \text{...} that ends the answer, unless nothing else is there.</summary>
    private static string WithoutLastText(string text)
    {
        int at = text.EndsWith('}') ? text.IndexOf(@"\text{", StringComparison.Ordinal) : -1;
        string rest = at >= 0 ? text[..at].Trim() : "";
        return rest.Length > 0 ? rest : text;
    }

    /// <summary>Replaces every command with its content, up to the first closing brace, or drops it.</summary>
    private static string WithCommandContent(string text, string command, bool keep)
    {
        var result = new StringBuilder();
        int done = 0;
        for (int at; (at = text.IndexOf(command, done, StringComparison.Ordinal)) >= 0;)
        {
            int end = text.IndexOf('}', at);
            if (end < 0) break;
            result.Append(text, done, at - done);
            if (keep) result.Append(text, at + command.Length, end - at - command.Length);
            done = end + 1;
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    private static string AsDigits(string text) =>
        Array.IndexOf(Numbers, text.Trim().ToLowerInvariant()) is >= 0 and var number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : text;

    /// <summary>5.000 becomes 5, where a character that is no digit, or nothing, follows.</summary>
    private static string WithoutZeroDecimals(string text)
    {
        var result = new StringBuilder();
        for (int k = 0; k < text.Length; k++)
        {
            if (text[k] == '.' && k > 0 && char.IsDigit(text[k - 1]))
            {
                int end = k + 1;
                while (end < text.Length && text[end] == '0') end++;
                if (end == text.Length || !char.IsDigit(text[end]))
                {
                    k = end - 1;
                    continue;
                }
            }

            result.Append(text[k]);
        }

        return result.ToString();
    }
}
