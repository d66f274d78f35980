using System.Text;

namespace Pure.Answers.Published;

/// <summary>LaTeX as plain text: fractions with a slash, roots as sqrt(...), signs as characters; every other command is dropped and its braces stay.</summary>
internal static class LatexText
{
    private const int MostDepth = 60;

    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["cdot"] = "*", ["times"] = "*", ["pi"] = "pi", ["infty"] = "inf", ["cup"] = "U", ["div"] = "/", ["pm"] = "±", ["le"] = "≤", ["leq"] = "≤", ["ge"] = "≥", ["geq"] = "≥",
        ["ne"] = "≠", ["neq"] = "≠", ["theta"] = "θ", ["alpha"] = "α", ["beta"] = "β", ["{"] = "{", ["}"] = "}", ["%"] = "%", ["$"] = "$", [","] = " ", [" "] = " ", [";"] = " ", ["quad"] = " ",
    };

    /// <summary>The plain text.</summary>
    public static string Flatten(string latex)
    {
        int at = 0;
        return Group(latex.Replace("tfrac", "frac", StringComparison.Ordinal).Replace("dfrac", "frac", StringComparison.Ordinal).Replace(@"\frac", @" \frac", StringComparison.Ordinal), ref at, 0, toBrace: false).Trim();
    }

    private static string Group(string text, ref int at, int depth, bool toBrace)
    {
        var result = new StringBuilder();
        while (at < text.Length)
        {
            char c = text[at];
            if (c == '}' && toBrace)
            {
                at++;
                break;
            }

            if (c == '\\') result.Append(Command(text, ref at, depth));
            else if (c == '{') result.Append(Argument(text, ref at, depth));
            else result.Append(text[at++]);
        }

        return result.ToString();
    }

    private static string Command(string text, ref int at, int depth)
    {
        int start = ++at;
        while (at < text.Length && char.IsAsciiLetter(text[at])) at++;
        if (at == start && at < text.Length) at++;
        string name = text[start..at];
        switch (name)
        {
            case "frac":
                return $"{Argument(text, ref at, depth)}/{Argument(text, ref at, depth)}";
            case "sqrt":
                if (at < text.Length && text[at] == '[' && text.IndexOf(']', at) is >= 0 and var end) at = end + 1;
                return $"sqrt({Argument(text, ref at, depth)})";
            default:
                return Signs.GetValueOrDefault(name, "");
        }
    }

    /// <summary>A group in braces, or the next character.</summary>
    private static string Argument(string text, ref int at, int depth)
    {
        while (at < text.Length && text[at] == ' ') at++;
        if (at >= text.Length) return "";
        if (text[at] == '\\' && depth < MostDepth) return Command(text, ref at, depth + 1);
        if (text[at] != '{') return text[at++].ToString();
        at++;
        return depth < MostDepth ? Group(text, ref at, depth + 1, toBrace: true) : "";
    }
}
