namespace Pure.Answers.Extraction;

/// <summary>Phrases that announce the answer.</summary>
internal static class Anchors
{
    private const int LongestAnswer = 1000;
    private const int MostWords = 4;

    private static readonly string[] Phrases = ["####", "final answer is", "final answer:", "answer is", "answer:", "answer would be", "answer should be", "answer =", "answer**", "答案是", "答案为", "答案："];

    /// <summary>The answer behind the last phrase that has one.</summary>
    public static ExtractedAnswer? Last(string text)
    {
        int best = -1;
        foreach (string phrase in Phrases)
        {
            int at = text.LastIndexOf(phrase, StringComparison.OrdinalIgnoreCase);
            if (at >= 0) best = Math.Max(best, at + phrase.Length);
        }

        return best < 0 ? null : Behind(text, best);
    }

    /// <summary>"The final answer is $x$" behind the last box takes its place.</summary>
    public static ExtractedAnswer? AfterBox(string text, int boxEnd)
    {
        const string Phrase = "final answer is";
        int at = text.LastIndexOf(Phrase, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || at <= boxEnd) return null;
        int start = Skipped(text, at + Phrase.Length);
        return Spans.FormulasAt(text, start) is { } formulas && Spans.Clean(formulas.Text) is { Length: > 0 } clean && !clean.Contains("boxed", StringComparison.Ordinal)
            ? new ExtractedAnswer(clean, "anchor", start, formulas.End, Several: false) : null;
    }

    private static int Skipped(string text, int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '*' or ':' or '"' or '\u201c' || (text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '"'))) at++;
        return at;
    }

    private static ExtractedAnswer? Behind(string text, int phraseEnd)
    {
        int start = Skipped(text, phraseEnd);
        if (Spans.FormulasAt(text, start) is { } formulas && Spans.Clean(formulas.Text) is { Length: > 0 } formula) return new ExtractedAnswer(formula, "anchor", start, formulas.End, Several: false);
        int end = SentenceEnd(text, start);
        string sentence = text[start..end];
        int hope = sentence.IndexOf("I hope", StringComparison.Ordinal);
        if (hope >= 0) sentence = sentence[..hope];
        string clean = Spans.Clean(WithoutReason(sentence));
        if (clean.Length == 0) return null;
        bool told = StartsWithWord(clean) && clean.Any(char.IsAsciiDigit) && !clean.Contains('=', StringComparison.Ordinal);
        if (Words(clean) <= MostWords && !told && !clean.Contains(" is ", StringComparison.Ordinal)) return new ExtractedAnswer(clean, "anchor", start, end, Several: false);
        // A whole sentence: what it ends in.
        int verb = clean.LastIndexOf(" is ", StringComparison.Ordinal);
        if (verb > 0 && Words(clean[(verb + 4)..]) <= MostWords) return new ExtractedAnswer(Spans.Clean(clean[(verb + 4)..]).Trim('$'), "anchor sentence", start, end, Several: false);
        return Spans.LastFormulaOrNumber(sentence) is { } inside ? inside with { Rule = "anchor sentence", Start = inside.Start + start, End = inside.End + start } : null;
    }

    /// <summary>An answer without the reason that follows it.</summary>
    private static string WithoutReason(string sentence)
    {
        foreach (string reason in (ReadOnlySpan<string>)[" because", " since ", ", since", " which ", ", which", " where ", ", where", ", so ", " as we ", " (since", " (because"])
        {
            int at = sentence.IndexOf(reason, StringComparison.OrdinalIgnoreCase);
            if (at > 0) sentence = sentence[..at];
        }

        return sentence;
    }

    /// <summary>Whether a text begins with a word that is no function or greek letter.</summary>
    private static bool StartsWithWord(string text)
    {
        int end = 0;
        while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
        string word = text[..end];
        return end >= 3 && !Syntax.MathVocabulary.Functions.Contains(word) && !Syntax.MathVocabulary.FunctionNames.ContainsKey(word) && !Syntax.MathVocabulary.Letters.ContainsKey(word) && word != "sqrt";
    }

    private static int SentenceEnd(string text, int start)
    {
        int limit = Math.Min(text.Length, start + LongestAnswer);
        for (int k = start; k < limit; k++)
        {
            if (text[k] == '\n' || (text[k] is '.' or '。' && (k + 1 >= text.Length || char.IsWhiteSpace(text[k + 1])))) return k;
        }

        return limit;
    }

    /// <summary>Words of three letters and more that are no commands.</summary>
    internal static int Words(string text)
    {
        int count = 0;
        for (int k = 0; k < text.Length; k++)
        {
            if (!char.IsLetter(text[k])) continue;
            int begin = k;
            while (k < text.Length && char.IsLetter(text[k])) k++;
            if (k - begin >= 2 && (begin == 0 || text[begin - 1] != '\\')) count++;
        }

        return count;
    }
}
