// "the point is (2, 3)": the last number of running text may be the end of a tuple, which is then the answer as a whole, brackets within
// brackets included.
namespace Pure.Answers.Extraction;

/// <summary>Tuples and intervals in running text.</summary>
internal static class PlainTuples
{
    /// <summary>The outermost tuple or interval in plain text that the last number closes.</summary>
    public static ExtractedAnswer? ClosedBy(string text, int from, int numberEnd)
    {
        int close = numberEnd;
        while (close < text.Length && text[close] is ')' or ']') close++;
        for (close--; close >= numberEnd; close--)
        {
            if (Bracketed(text, from, close) is { } tuple) return tuple;
        }

        return null;
    }

    /// <summary>The tuple that a bracket closes; null when there are words in it, no comma, or a name before it.</summary>
    private static ExtractedAnswer? Bracketed(string text, int from, int close)
    {
        int depth = 0;
        for (int k = close; k >= from && close - k < 120; k--)
        {
            if (text[k] is ')' or ']') depth++;
            else if (text[k] is '(' or '[' && --depth == 0)
            {
                string inside = text[k..(close + 1)];
                bool called = k > from && char.IsLetterOrDigit(text[k - 1]);
                return !called && inside.Contains(',', StringComparison.Ordinal) && Anchors.Words(inside) == 0 ? new ExtractedAnswer(inside, "last tuple", k, close + 1, Several: false) : null;
            }
        }

        return null;
    }
}
