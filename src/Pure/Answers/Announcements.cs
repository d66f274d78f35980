namespace Pure.Answers;

/// <summary>Words that announce an answer and are no part of it: "the answer is", "Answer:".</summary>
internal static class Announcements
{
    private static readonly string[] Phrases =
    [
        "the final answer is", "the correct answer is", "the answer is", "final answer is", "correct answer is", "answer is", "final answer:", "correct answer:", "the answer:", "answer:", "ans:", "answer =", "ans =",
        "the correct option is", "the correct choice is", "option is", "option", "choice",
    ];

    /// <summary>The answer without what announces it.</summary>
    public static string Removed(string text)
    {
        string head = "";
        string rest = text;
        foreach (string font in (ReadOnlySpan<string>)[@"\text{", @"\textbf{", @"\mathrm{", @"\mbox{", @"\textrm{"])
        {
            if (!text.StartsWith(font, StringComparison.Ordinal)) continue;
            (head, rest) = (font, text[font.Length..].TrimStart());
            break;
        }

        foreach (string phrase in Phrases)
        {
            if (!rest.StartsWith(phrase, StringComparison.OrdinalIgnoreCase) || rest.Length == phrase.Length || (char.IsLetter(phrase[^1]) && char.IsLetterOrDigit(rest[phrase.Length]))) continue;
            string behind = rest[phrase.Length..].TrimStart(' ', ':', '~', '\n');
            if (behind.Length == 0) return text;
            if (head.Length == 0) return behind;
            // \text{Answer: }17 leaves nothing in the braces.
            return behind[0] == '}' ? behind[1..].TrimStart(' ', '~', ':') is { Length: > 0 } formula ? formula : text : head + behind;
        }

        return text;
    }

    /// <summary>What a sentence ends in behind its last verb, or null: "The set is {1,2}" says {1,2}. A sentence that denies says nothing.</summary>
    public static string? Said(string text)
    {
        if (text.Length > 400) return null;
        if (text.StartsWith(@"\text{", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) is > 0 and var close) text = $"{text[@"\text{".Length..close]} {text[(close + 1)..]}";
        int best = -1;
        foreach (string verb in (ReadOnlySpan<string>)[" is ", " are ", " equals ", " be ", " is: ", " are: ", ": ", " such that "])
        {
            int at = text.LastIndexOf(verb, StringComparison.OrdinalIgnoreCase);
            if (at > 0) best = Math.Max(best, at + verb.Length);
        }

        if (best < 0 || best >= text.Length) return null;
        string before = text[..best], said = text[best..].Trim();
        foreach (char c in before)
        {
            if (!(char.IsAsciiLetter(c) || c is ' ' or '\'' or ':' or ',' or '-')) return null;
        }

        string[] words = before.Split([' ', ',', ':'], StringSplitOptions.RemoveEmptyEntries);
        bool denied = words.Append(said.Split(' ')[0]).Any(word => word.ToLowerInvariant() is "not" or "no" or "never" or "neither" or "nor" or "cannot" or "false" or "wrong" or "incorrect" or "if" or "unless" || word.EndsWith("n't", StringComparison.OrdinalIgnoreCase));
        return denied || words.Length < 2 || !said.Any(char.IsAsciiDigit) ? null : said;
    }
}
