// From the text of an answer to its tree. Choices and clock times are recognised on the text; all else is lexed and parsed; what cannot
// be parsed is words.
using System.Text;
using Pure.Answers.Comparison;
using Pure.Answers.Expressions;
using Pure.Answers.Syntax;

namespace Pure.Answers;

/// <summary>Reads answers.</summary>
internal static class AnswerReader
{
    /// <summary>The tree of an answer under a reading.</summary>
    /// <exception cref="UnreadableException">It is empty, hostile or too large.</exception>
    public static Node Read(string text, Reading reading, Fuel fuel)
    {
        fuel.Spend(text.Length);
        string trimmed = Trimmed(Announcements.Removed(Trimmed(MathLexer.Narrow(text))));
        if (trimmed.Length == 0) throw new UnreadableException("empty");
        if (Numerals.Read(trimmed) is { } numeral) return numeral;
        if (IsProse(trimmed) && Meaning(trimmed) is { } prose) return prose;
        if (reading.Sentences && Announcements.Said(trimmed) is { } said) return Read(said, reading with { Sentences = false }, fuel);
        List<MathToken> tokens = MathLexer.Read(WrittenPieces.AsCases(trimmed) ?? trimmed, reading);
        fuel.Spend(tokens.Count * 4L);
        try
        {
            return Normalizer.Normal(ExpressionParser.Parse(tokens, reading), fuel);
        }
        catch (UnreadableException e)
        {
            return Words(trimmed) is { } words ? words : throw new UnreadableException(e.Message);
        }
    }

    /// <summary>Without blanks, enclosing dollars, a sentence's full stop.</summary>
    public static string Trimmed(string text)
    {
        string trimmed = text.Trim();
        if (trimmed.Length > MathLexer.MaximumLength) return trimmed;
        for (; ; )
        {
            string before = trimmed;
            trimmed = trimmed.Trim(' ', '\n', '\r', '\t', '\u00a0');
            if (trimmed.EndsWith(@"\\", StringComparison.Ordinal)) trimmed = trimmed[..^2];
            else if (trimmed is [.., '\\']) trimmed = trimmed[..^1];
            else if (trimmed is [.., '.' or ',' or ';'] && !trimmed.EndsWith("...", StringComparison.Ordinal) && trimmed is not [.., '\\', _] && !trimmed.EndsWith(".m.", StringComparison.Ordinal)) trimmed = trimmed[..^1];
            else if (trimmed is [':', ..]) trimmed = trimmed[1..];
            else if (trimmed is ['"' or '“', .., '"' or '”']) trimmed = trimmed[1..^1];
            else if (trimmed.StartsWith(@"\displaystyle", StringComparison.Ordinal)) trimmed = trimmed[@"\displaystyle".Length..];
            else if (Unboxed(trimmed) is { } inside) trimmed = inside;
            else if (trimmed is ['$', .., '$'] && trimmed[^2] != '\\' && trimmed.AsSpan(1, trimmed.Length - 2).IndexOf('$') < 0) trimmed = trimmed[1..^1];
            else if (trimmed.Length > 4 && trimmed.StartsWith("**", StringComparison.Ordinal) && trimmed.EndsWith("**", StringComparison.Ordinal)) trimmed = trimmed[2..^2];
            if (trimmed == before) return trimmed;
        }
    }

    /// <summary>What is in the box that a text is, or null.</summary>
    private static string? Unboxed(string text)
    {
        foreach (string box in (ReadOnlySpan<string>)[@"\boxed{", @"\fbox{"])
        {
            if (!text.StartsWith(box, StringComparison.Ordinal)) continue;
            int depth = 1;
            for (int k = box.Length; k < text.Length; k++)
            {
                if (text[k] == '\\') k++;
                else if (text[k] == '{') depth++;
                else if (text[k] == '}' && --depth == 0) return k == text.Length - 1 ? text[box.Length..k] : null;
            }
        }

        return null;
    }

    /// <summary>The text as words when it has any; formulas that cannot be read are not words.</summary>
    private static Node? Words(string text)
    {
        var plain = new StringBuilder();
        int letters = 0;
        for (int k = 0; k < text.Length; k++)
        {
            if (text[k] == '\\' && k + 1 < text.Length && char.IsAsciiLetter(text[k + 1]))
            {
                int end = k + 1;
                while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
                string name = text[(k + 1)..end];
                if (name is "begin" or "end") return null;
                if (!MathVocabulary.TextFonts.Contains(name) && !MathVocabulary.MathFonts.Contains(name) && !MathVocabulary.Ignored.Contains(name) && !MathVocabulary.Blanks.Contains(name)) plain.Append(name);
                else plain.Append(' ');
                k = end - 1;
                continue;
            }

            if (char.IsLetter(text[k])) letters++;
            plain.Append(text[k]);
        }

        if (letters < 3) return null;
        if (Unbalanced(text)) return null;
        Node? meaning = Meaning(plain.ToString());
        return meaning is Node.Words told && text[0] is ('-' or '−') ? new Node.Words($"-{told.Text}") : meaning;
    }

    /// <summary>What words say: nothing, everything, a number, or themselves.</summary>
    private static Node? Meaning(string plain)
    {
        if (AnswerWords.SetName(plain) is { } set) return new Node.NamedSet(set);
        if (WordNumbers.Value(plain) is { } value) return new Node.Number(value);
        string words = AnswerWords.Normal(plain);
        return words.Length > 0 ? new Node.Words(words) : null;
    }

    /// <summary>Whether a text is plain words: letters and blanks, at least one word of four letters, no name of a letter or function.</summary>
    private static bool IsProse(string text)
    {
        if (!text.Contains(' ', StringComparison.Ordinal) || !text.All(c => char.IsAsciiLetter(c) || c is ' ' or '-' or '\'' or '.')) return false;
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Any(word => word.Length >= 4) && words.All(word => word.Length > 1 || word is "a" or "A")
            && !words.Any(word => word is "and" or "or" or "in" or "union" or "pi" || MathVocabulary.Functions.Contains(word) || (MathVocabulary.Letters.ContainsKey(word) && word is not ("triangle" or "square" or "angle" or "star")) || word.Contains("infinit", StringComparison.OrdinalIgnoreCase));
    }

    private static bool Unbalanced(string text)
    {
        int depth = 0;
        foreach (char c in text)
        {
            if (c == '{') depth++;
            else if (c == '}' && --depth < 0) return true;
        }

        return depth != 0;
    }
}
