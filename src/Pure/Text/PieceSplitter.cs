namespace Pure.Text;

/// <summary>
/// Cuts text into the pieces that merges never cross, as the known patterns do it, but written out over Unicode scalar
/// values: one pass, no back-tracking, any piece found in time proportional to its length.
/// </summary>
internal static class PieceSplitter
{
    private static readonly string[] Contractions = ["s", "t", "re", "ve", "m", "ll", "d"];

    /// <summary>Where the piece that starts at <paramref name="start"/> ends; always behind <paramref name="start"/>.</summary>
    public static int End(SplitPattern pattern, ReadOnlySpan<char> text, int start) => pattern switch
    {
        SplitPattern.Gpt2 => EndGpt2(text, start),
        SplitPattern.Qwen2 => EndQwen2(text, start, digits: 1),
        SplitPattern.Llama3 => EndQwen2(text, start, digits: 3),
        _ => text.Length,
    };

    private static int EndQwen2(ReadOnlySpan<char> text, int start, int digits)
    {
        // (?i:'s|'t|'re|'ve|'m|'ll|'d)
        if (text[start] == '\'' && Contraction(text, start, ignoreCase: true) is > 0 and int contraction) return contraction;

        CharacterClass first = CharacterClasses.At(text, start, out int length);
        switch (first)
        {
            // [^\r\n\p{L}\p{N}]?\p{L}+
            case CharacterClass.Letter:
                return EndOfRun(text, start + length, CharacterClass.Letter, int.MaxValue);
            case CharacterClass.Other or CharacterClass.Space when IsClass(text, start + length, CharacterClass.Letter):
                return EndOfRun(text, start + length, CharacterClass.Letter, int.MaxValue);
            // \p{N}{1,digits}
            case CharacterClass.Number:
                return EndOfRun(text, start + length, CharacterClass.Number, digits - 1);
        }

        // ' ?[^\s\p{L}\p{N}]+[\r\n]*'
        int symbols = text[start] == ' ' ? start + 1 : start;
        int end = EndOfRun(text, symbols, CharacterClass.Other, int.MaxValue);
        if (end > symbols) return EndOfRun(text, end, CharacterClass.LineEnd, int.MaxValue);

        // \s*[\r\n]+|\s+(?!\S)|\s+
        end = EndOfWhiteSpace(text, start, out int lastLineEnd);
        return lastLineEnd >= 0 ? lastLineEnd + 1 : LeaveOneForNextWord(text, start, end);
    }

    private static int EndGpt2(ReadOnlySpan<char> text, int start)
    {
        // 's|'t|'re|'ve|'m|'ll|'d
        if (text[start] == '\'' && Contraction(text, start, ignoreCase: false) is > 0 and int contraction) return contraction;

        // ' ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+'
        int word = text[start] == ' ' && start + 1 < text.Length ? start + 1 : start;
        CharacterClass kind = CharacterClasses.At(text, word, out _);
        if (kind is CharacterClass.Letter or CharacterClass.Number or CharacterClass.Other) return EndOfRun(text, word, kind, int.MaxValue);

        // \s+(?!\S)|\s+
        return LeaveOneForNextWord(text, start, EndOfWhiteSpace(text, start, out _));
    }

    // \s+(?!\S) gives the last white space of a run to what follows it, unless it is the only one.
    private static int LeaveOneForNextWord(ReadOnlySpan<char> text, int start, int end) =>
        end == text.Length || end == start + 1 ? end : end - 1;

    private static int Contraction(ReadOnlySpan<char> text, int apostrophe, bool ignoreCase)
    {
        ReadOnlySpan<char> rest = text[(apostrophe + 1)..];
        foreach (string ending in Contractions)
        {
            if (rest.StartsWith(ending, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
                return apostrophe + 1 + ending.Length;
        }

        // Full case folding makes the long s equal to s; ordinal comparison does not know it.
        return ignoreCase && rest is ['ſ', ..] ? apostrophe + 2 : -1;
    }

    private static bool IsClass(ReadOnlySpan<char> text, int index, CharacterClass kind) =>
        index < text.Length && CharacterClasses.At(text, index, out _) == kind;

    private static int EndOfRun(ReadOnlySpan<char> text, int start, CharacterClass kind, int most)
    {
        int end = start;
        while (most-- > 0 && end < text.Length && CharacterClasses.At(text, end, out int length) == kind) end += length;
        return end;
    }

    private static int EndOfWhiteSpace(ReadOnlySpan<char> text, int start, out int lastLineEnd)
    {
        lastLineEnd = -1;
        int end = start;
        while (end < text.Length && CharacterClasses.At(text, end, out _) is CharacterClass.Space or CharacterClass.LineEnd)
        {
            if (text[end] is '\r' or '\n') lastLineEnd = end;
            end++;
        }

        return end;
    }
}
