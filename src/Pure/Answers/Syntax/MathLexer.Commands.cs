namespace Pure.Answers.Syntax;

/// <content>Commands of LaTeX.</content>
internal sealed partial class MathLexer
{
    private void Command()
    {
        int start = _at++;
        if (_at >= _text.Length) return;  // a lone backslash at the end
        char c = _text[_at];
        if (!char.IsAsciiLetter(c))
        {
            Escaped(c);
            return;
        }

        while (char.IsAsciiLetter(Peek(0))) _at++;
        string name = _text[(start + 1).._at];
        if (Typed(name)) return;
        // "\quadx": a blank command run together with what follows.
        for (int length = name.Length - 1; length > 1; length--)
        {
            string head = name[..length];
            bool known = MathVocabulary.Blanks.Contains(head) || MathVocabulary.Operators.ContainsKey(head) || head is "frac" or "sqrt"
                || (name.Length - length <= 3 && (MathVocabulary.Letters.ContainsKey(head) || (MathVocabulary.Functions.Contains(head) && char.IsAsciiLetterLower(head[0]))));
            if (!known) continue;
            _at = start + 1 + length;
            Typed(head);
            return;
        }

        Add(MathTokenKind.Letter, $"\\{name}");
    }

    /// <summary>A backslash before something that is no letter.</summary>
    private void Escaped(char c)
    {
        _at++;
        switch (c)
        {
            case '\\' when _at < _text.Length && char.IsAsciiLetter(_text[_at]) && LooksLikeCommand():
                _at--;
                Command();
                break;
            case '\\':
                SkipLineSpace();
                Add(MathTokenKind.Symbol, "\\\\");
                break;
            case '{' or '}': Add(MathTokenKind.Symbol, $"\\{c}"); break;
            case '|': Add(MathTokenKind.Symbol, "||"); break;
            case '%': Add(MathTokenKind.Symbol, "%"); break;
            case '$': Add(MathTokenKind.Currency, "dollar"); break;
            case '&': Add(MathTokenKind.Symbol, "and"); break;
            case '_': Add(MathTokenKind.Letter, "_"); break;
            case '!' or ',' or ';' or ':' or '>' or ' ' or '\n' or '(' or ')' or '[' or ']' or '/' or '-' or '\'' or '"' or '`' or '.':
                _space = true;
                break;
            default:
                _at--;  // it escapes nothing: the character is itself, as in "30\°" and "2\*3"
                break;
        }
    }

    /// <summary>The space that a line end asks for, as in "\\[2pt]", is no part of an answer.</summary>
    private void SkipLineSpace()
    {
        int end = Peek(0) == '[' ? _text.IndexOf(']', _at) : -1;
        if (end < 0) return;
        string length = _text[(_at + 1)..end].Trim();
        if (length.Length > 2 && length[^2..] is "pt" or "em" or "ex" or "cm" or "mm" or "in" && length[..^2].All(c => char.IsAsciiDigit(c) || c is '.' or '-' or ' ')) _at = end + 1;
    }

    /// <summary>Whether a doubled backslash is an escaped command, as in "\\frac", and not a line end.</summary>
    private bool LooksLikeCommand()
    {
        int end = _at;
        while (end < _text.Length && char.IsAsciiLetter(_text[end])) end++;
        string name = _text[_at..end];
        return name is "frac" or "dfrac" or "tfrac" or "sqrt" or "pi" or "cdot" or "times" or "text" or "left" or "right" or "infty" or "boxed" or "cup" or "le" or "ge" or "leq" or "geq" or "pm" or "circ"
            || MathVocabulary.Functions.Contains(name);
    }

    /// <summary>A command with a meaning; false for an unknown one.</summary>
    private bool Typed(string name)
    {
        if (MathVocabulary.Forbidden.Contains(name)) throw new UnreadableException("a macro or file command");
        if (MathVocabulary.Ignored.Contains(name))
        {
            if (name is "left" or "right" && Peek(0) == '.') _at++;
            return true;
        }

        if (MathVocabulary.Blanks.Contains(name))
        {
            _space = true;
            if (name is not ("hspace" or "vspace")) return true;
            if (Peek(0) == '*') _at++;
            if (Peek(0) == '{') Argument();
            return true;
        }

        if (MathVocabulary.TextFonts.Contains(name)) Text(Argument());
        else if (MathVocabulary.MathFonts.Contains(name)) Font(Argument(), name);
        else if (name is "textcolor" or "color" or "colorbox") Argument();
        else if (name is "cent" or "cents" or "textcent") Add(MathTokenKind.Words, "cents");
        else if (name is "mathbb" or "Bbb") Blackboard(Argument());
        else if (MathVocabulary.Operators.TryGetValue(name, out string? sign)) Add(MathTokenKind.Symbol, sign);
        else if (MathVocabulary.Letters.TryGetValue(name, out string? letter)) Add(MathTokenKind.Letter, letter);
        else if (MathVocabulary.Functions.Contains(name)) Add(MathTokenKind.Function, name);
        else if (MathVocabulary.FunctionNames.TryGetValue(name, out string? function)) Add(MathTokenKind.Function, function);
        else if (name is "R" or "Z" or "Q" or "N" or "C" or "reals" or "Reals") Add(MathTokenKind.Symbol, $"set:{char.ToUpperInvariant(name[0])}");
        else if (name is "dfrac" or "tfrac" or "cfrac" or "frac") Add(MathTokenKind.Command, "frac");
        else if (name is "binom" or "dbinom" or "tbinom") Add(MathTokenKind.Command, "binom");
        else if (name is "pounds" or "textsterling") Add(MathTokenKind.Currency, "pound_sterling");
        else if (name is "Pr") Add(MathTokenKind.Letter, "P");
        else if (name is "textdollar") Add(MathTokenKind.Currency, "dollar");
        else if (name is "yen" or "textyen") Add(MathTokenKind.Currency, "yen");
        else if (name is "rupee") Add(MathTokenKind.Currency, "rupee");
        else if (name is "euro" or "texteuro") Add(MathTokenKind.Currency, "euro");
        else if (name is "not") Negated();
        else if (name is "begin" or "end") Add(MathTokenKind.Command, $"{name}:{Environment()}");
        else if (name is "sqrt" or "overline" or "bar" or "hat" or "widehat" or "tilde" or "widetilde" or "vec" or "dot" or "ddot" or "overrightarrow" or "overleftrightarrow" or "overarc" or "sum" or "prod" or "int" or "iint" or "oint"
            or "lim" or "choose" or "pmod" or "over" or "substack")
        {
            Add(MathTokenKind.Command, name);
        }
        else return false;
        return true;
    }

    private void Negated()
    {
        while (Peek(0) == ' ') _at++;
        if (Peek(0) == '=') Symbol("!=", 1);
        else if (StartsWith(@"\in")) Symbol("notin", 3);
        else throw new UnreadableException(@"\not without a relation");
    }

    private string Environment()
    {
        string name = Argument();
        return name.TrimEnd('*');
    }

    /// <summary>The braced argument of a command, or the next character; the position moves behind it.</summary>
    private string Argument()
    {
        while (Peek(0) == ' ') _at++;
        if (_at >= _text.Length) return "";
        if (Peek(0) != '{')
        {
            int from = _at++;
            if (_text[from] != '\\' || _at >= _text.Length) return _text[from.._at];
            if (!char.IsAsciiLetter(_text[_at])) return _text[from..++_at];
            while (char.IsAsciiLetter(Peek(0))) _at++;
            return _text[from.._at];
        }

        int start = ++_at;
        for (int depth = 1; _at < _text.Length; _at++)
        {
            if (_text[_at] == '\\') _at++;
            else if (_text[_at] == '{') depth++;
            else if (_text[_at] == '}' && --depth == 0) return _text[start.._at++];
        }

        throw new UnreadableException("a brace that is not closed");
    }

    private void Blackboard(string name)
    {
        if (name is ['R' or 'Q' or 'Z' or 'N' or 'C']) Add(MathTokenKind.Symbol, $"set:{name}");
        else if (name is ['P' or 'E']) Add(MathTokenKind.Letter, name);
        else Font(name, "mathbf");
    }

    /// <summary>The content of \text{}: words, or mathematics that was put there.</summary>
    private void Text(string content)
    {
        if (content.Length > 0 && char.IsWhiteSpace(content[0])) _space = true;
        string words = content.Trim(' ', ',', '.', ';', '\n', '\t', '~');
        if (words.Length == 0)
        {
            if (content.Contains(',', StringComparison.Ordinal)) Add(MathTokenKind.Symbol, ",");
            else _space = true;
        }
        else if (words is "and" or "or" or "And" or "Or" or "AND" or "OR") Add(MathTokenKind.Symbol, words.ToLowerInvariant());
        else if (words.Length == 1 && char.IsAsciiLetter(words[0])) Add(MathTokenKind.Upright, words);
        else if (words.Length is > 1 and < 6 && words.All(char.IsAsciiLetterUpper) && _text.Contains('=', StringComparison.Ordinal)) Spell(words);
        else if (words.Contains("/(", StringComparison.Ordinal) && words.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal) is var unit && Units.Parse(unit) is not null) Add(MathTokenKind.Words, unit);
        else if (words.Any(c => char.IsDigit(c) || c is '$' or '\\' or '(' or '[' or '=' or '<' or '>' or '+' or '%' or '°' or '^' or '-') || words.Contains(" and ", StringComparison.Ordinal) || words.EndsWith(" and", StringComparison.Ordinal) || words.Contains(" or ", StringComparison.Ordinal) || words.EndsWith(" or", StringComparison.Ordinal)) Inline(content);
        else if (words.Contains(',', StringComparison.Ordinal) && words.Split(',').All(part => part.Trim().Length == 1)) Inline(words);
        else if (words.All(char.IsAsciiLetter) && Known(words, afterValue: true)) { }
        else if (words.All(c => c == words[0]) && !char.IsLetter(words[0])) Inline(words);
        else Add(MathTokenKind.Words, words);
    }

    /// <summary>Whether the content of an upright group is a product of units.</summary>
    private static bool IsUnit(string content) => content.Any(char.IsAsciiLetter) && Units.Parse(UnitText(content)) is not null;

    private static string UnitText(string content) =>
        content.Replace(@"\,", " ", StringComparison.Ordinal).Replace(@"\cdot", " ", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    /// <summary>Units one by one, as they stand in an upright group.</summary>
    private void Upright(string content)
    {
        int start = _tokens.Count;
        Inline(content);
        for (int k = start; k < _tokens.Count; k++)
        {
            if (_tokens[k].Kind == MathTokenKind.Letter && Units.IsUnitLetter(_tokens[k].Text)) _tokens[k] = _tokens[k] with { Kind = MathTokenKind.Upright };
        }
    }

    /// <summary>Mathematics in another font.</summary>
    private void Font(string content, string font)
    {
        string inner = content.Trim(' ', '~', '\n');
        if (inner.Length == 1 && char.IsAsciiLetter(inner[0])) Add(font is "mathrm" ? MathTokenKind.Upright : MathTokenKind.Letter, inner);
        else if (inner.Length > 1 && inner.All(char.IsAsciiLetter))
        {
            if (Known(inner, afterValue: true)) return;
            if (font is "mathrm" or "operatorname" or "mathbf" or "mathit" or "mathsf") Add(MathTokenKind.Words, inner);
            else Spell(inner);
        }
        else if (inner.Length == 0) _space = true;
        else if (font is "mathrm" && inner.Contains(@"\,", StringComparison.Ordinal) && IsUnit(inner)) Add(MathTokenKind.Words, UnitText(inner));
        else if (font is "mathrm" && (inner.Contains('~', StringComparison.Ordinal) || IsUnit(inner))) Upright(inner);
        else
        {
            Add(MathTokenKind.Symbol, "{");
            Inline(inner);
            Add(MathTokenKind.Symbol, "}");
        }
    }
}
