// Multiple choice: the letter decides, with or without brackets, and what stands behind the letter must not contradict.
namespace Pure.Answers;

/// <summary>A letter that names a choice, and what stands behind it.</summary>
/// <param name="Letter">The letter in upper case.</param>
/// <param name="Rest">What the choice says; empty when only the letter is given.</param>
/// <param name="Marked">Whether brackets or a full stop mark the letter as a choice.</param>
internal sealed record Choice(char Letter, string Rest, bool Marked)
{
    private static readonly string[] Wrappers = [@"\textbf{", @"\text{", @"\mathrm{", @"\mathbf{", @"\textrm{", @"\mbox{", @"\textit{", "**", "$", @"\(", "{"];

    /// <summary>The choice that an answer is, or null.</summary>
    public static Choice? Read(string text)
    {
        if (text.Length > 200) return null;
        string plain = Unwrapped(text);
        if (plain.Length == 0) return null;
        int at = plain[0] == '(' ? 1 : 0;
        if (at >= plain.Length || !char.IsAsciiLetter(plain[at])) return null;
        char letter = char.ToUpperInvariant(plain[at]);
        if (letter > 'J') return null;
        int end = at + 1;
        bool marked = false;
        if (at == 1)
        {
            if (end >= plain.Length || plain[end] != ')') return null;
            marked = true;
            end++;
        }
        else if (end < plain.Length && plain[end] is '.' or ')' or ':')
        {
            marked = true;
            end++;
        }

        string rest = plain[end..].TrimStart('}');
        if (rest.Trim(' ', ',', '.').Length == 0) return char.IsAsciiLetterUpper(plain[at]) || marked ? new Choice(letter, "", marked) : null;
        if (!marked || char.IsAsciiLetterLower(plain[at]) || NamesAnother(rest)) return null;
        return rest[0] is ' ' or '~' || rest.StartsWith("\\ ", StringComparison.Ordinal) || rest.StartsWith("\\q", StringComparison.Ordinal)
            ? new Choice(letter, rest.TrimStart('}', ' ', '~', '\\', ',', '$').TrimEnd('$', ' '), marked) : null;
    }

    /// <summary>Whether a second choice is named: two choices are none.</summary>
    private static bool NamesAnother(string rest)
    {
        for (int k = 0; k + 2 < rest.Length; k++)
        {
            if (rest[k] == '(' && rest[k + 1] is >= 'A' and <= 'J' && rest[k + 2] == ')') return true;
        }

        return false;
    }

    private static string Unwrapped(string text)
    {
        string plain = text.Trim();
        for (bool again = true; again;)
        {
            again = false;
            foreach (string wrapper in Wrappers)
            {
                if (!plain.StartsWith(wrapper, StringComparison.Ordinal)) continue;
                plain = plain[wrapper.Length..].TrimStart();
                again = true;
            }
        }

        return plain.TrimEnd('*', '$', ' ');
    }
}
