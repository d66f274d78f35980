namespace Pure.Answers.Extraction;

/// <summary>What the words around the end of a response say: a number in words, or that a number is not the answer.</summary>
internal static class LastWords
{
    /// <summary>The number in words with which a response ends: "the probability is one half".</summary>
    public static ExtractedAnswer? Number(string text)
    {
        int end = text.Length;
        while (end > 0 && !char.IsAsciiLetter(text[end - 1])) end--;
        string? found = null;
        for (int start = end, words = 0; start > 0 && words < 4; words++)
        {
            int from = start - 1;
            while (from > 0 && (char.IsAsciiLetter(text[from - 1]) || text[from - 1] == '-')) from--;
            if (WordNumbers.Value(text[from..end]) is not null) found = text[from..end];
            if (from == 0 || text[from - 1] != ' ') break;
            start = from - 1;
        }

        return found is null || IsDenied(text, end - found.Length) ? null : new ExtractedAnswer(found, "last words", end - found.Length, end, Several: false);
    }

    /// <summary>Whether the words before a number say what it is not: "cannot be 5", "is not 5".</summary>
    public static bool IsDenied(string text, int at)
    {
        ReadOnlySpan<char> before = text.AsSpan(Math.Max(0, at - 30), at - Math.Max(0, at - 30)).TrimEnd();
        foreach (string link in (ReadOnlySpan<string>)[" equal to", " equal", " be"]) if (before.EndsWith(link, StringComparison.OrdinalIgnoreCase)) before = before[..^link.Length].TrimEnd();
        foreach (string denial in (ReadOnlySpan<string>)["not", "cannot", "n't", "never"]) if (before.EndsWith(denial, StringComparison.OrdinalIgnoreCase) && (denial == "n't" || before.Length == denial.Length || !char.IsLetter(before[^(denial.Length + 1)]))) return true;
        return false;
    }
}
