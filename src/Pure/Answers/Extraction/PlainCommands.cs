// "the area is 5\pi/2": commands of LaTeX without dollars around them. The last number is then a part of a formula, which is what stands without a blank around the number, and with
// blanks only between braces.
namespace Pure.Answers.Extraction;

/// <summary>Formulas with commands in running text.</summary>
internal static class PlainCommands
{
    private const int Longest = 200;

    /// <summary>The formula with a command of which a number is a part, or null when the number stands by itself.</summary>
    /// <param name="text">The response.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="number">The place of the number.</param>
    public static ExtractedAnswer? Around(string text, int from, (int Start, int End) number)
    {
        if (text[number.End - 1] == '%') return null;
        int start = Math.Max(from, number.Start - Longest), end = start;
        for (int depth = 0; end < text.Length && end - number.End < Longest; end++)
        {
            char c = text[end];
            if (c == '{') depth++;
            else if (c == '}') depth = Math.Max(0, depth - 1);
            else if (c is '$' or '\n' || (depth == 0 && char.IsWhiteSpace(c)))
            {
                if (end >= number.End) break;
                start = end + 1;
                depth = 0;
            }
        }

        (start, end) = WithoutMarks(text, start, end);
        string formula = text[start..end];
        bool command = formula.IndexOf('\\', StringComparison.Ordinal) is >= 0 and var at && at + 1 < formula.Length && char.IsAsciiLetter(formula[at + 1]);
        return command && formula.Count('{') == formula.Count('}') && end >= number.End && Anchors.Words(formula) == 0 && !formula.Contains(@"\text", StringComparison.Ordinal) && !formula.Contains(@"\boxed", StringComparison.Ordinal)
            ? new ExtractedAnswer(formula, "last command", start, end, Several: false) : null;
    }

    /// <summary>Without marks of the sentence, and without a bracket that has no partner.</summary>
    private static (int Start, int End) WithoutMarks(string text, int start, int end)
    {
        for (; ; )
        {
            ReadOnlySpan<char> formula = text.AsSpan(start, end - start);
            if (formula.Length == 0) return (start, end);
            if (formula[^1] is '.' or ',' or ';' or ':' or '!' or '?' or '*' || (formula[^1] == ')' && formula.Count(')') > formula.Count('('))) end--;
            else if (formula[0] is '*' or ',' || (formula[0] == '(' && formula.Count('(') > formula.Count(')'))) start++;
            else return (start, end);
        }
    }
}
