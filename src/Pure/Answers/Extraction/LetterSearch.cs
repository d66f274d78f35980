namespace Pure.Answers.Extraction;

/// <summary>The letter of a multiple choice in running text.</summary>
internal static class LetterSearch
{
    private static readonly string[] Phrases = ["answer is", "answer:", "choice is", "option is", "answer:**", "choose", "answer would be", "answer should be"];

    /// <summary>The letter behind "answer is", else one that opens the response, else the last that stands alone.</summary>
    public static ExtractedAnswer? Last(string text)
    {
        int best = -1;
        foreach (string phrase in Phrases)
        {
            int at = text.LastIndexOf(phrase, StringComparison.OrdinalIgnoreCase);
            if (at >= 0) best = Math.Max(best, at + phrase.Length);
        }

        if (best >= 0 && First(text, best, Math.Min(text.Length, best + 200)) is { } behind) return Found(text, behind);
        int start = 0;
        while (start < text.Length && (char.IsWhiteSpace(text[start]) || text[start] is '(' or '*')) start++;
        if (start + 1 < text.Length && IsLetter(text, start) && text[start + 1] is '.' or ')' or ':') return Found(text, start);
        for (int k = text.Length - 1; k >= 0; k--)
        {
            if (IsLetter(text, k) && !IsArticle(text, k)) return Found(text, k);
        }

        return null;
    }

    private static int? First(string text, int from, int to)
    {
        for (int k = from; k < to; k++)
        {
            if (IsLetter(text, k) && !IsArticle(text, k)) return k;
        }

        return null;
    }

    private static ExtractedAnswer Found(string text, int at) => new(text[at].ToString(), "choice", at, at + 1, Several: false);

    private static bool IsLetter(string text, int at) => text[at] is >= 'A' and <= 'E'
        && (at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '\'' or '_')) && (at + 1 >= text.Length || !(char.IsLetterOrDigit(text[at + 1]) || text[at + 1] is '\'' or '_' or '^'));

    private static bool Named(string text, int at) => text.AsSpan(0, at).TrimEnd().EndsWith("option", StringComparison.OrdinalIgnoreCase) || text.AsSpan(0, at).TrimEnd().EndsWith("choice", StringComparison.OrdinalIgnoreCase);

    /// <summary>"A number" is no choice.</summary>
    private static bool IsArticle(string text, int at) => text[at] == 'A' && !Named(text, at) && at + 2 < text.Length && text[at + 1] == ' ' && char.IsAsciiLetterLower(text[at + 2]);
}
