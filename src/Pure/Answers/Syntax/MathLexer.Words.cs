namespace Pure.Answers.Syntax;

/// <content>Numbers and words.</content>
internal sealed partial class MathLexer
{
    /// <summary>Digits with their thousands separators, decimals and exponent.</summary>
    private void Number()
    {
        int start = _at;
        var digits = new System.Text.StringBuilder();
        Digits(digits);
        bool index = _tokens is [.., { Kind: MathTokenKind.Symbol, Text: "_" or "^" }];  // \log_2 128: an index without braces ends at a blank
        if (digits.Length is > 0 and <= 3 && digits[0] != '0' && !index) Groups(digits);
        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            digits.Append('.');
            _at++;
            Digits(digits);
        }
        else if (Peek(0) == '.' && Peek(1) != '.' && !char.IsAsciiLetter(Peek(1)))
        {
            if ((Peek(1) == '(' && char.IsAsciiDigit(Peek(2))) || BarAt(_at + 1)) digits.Append('.');
            _at++;
        }

        Overlined(digits);
        if (_reading.Scientific && Peek(0) is 'e' or 'E')
        {
            int sign = Peek(1) is '+' or '-' or '−' ? 1 : 0;
            int end = 1 + sign;
            while (char.IsAsciiDigit(Peek(end))) end++;
            if (end > 1 + sign && !char.IsAsciiLetter(Peek(end)) && Peek(end) is not ('.' or '^' or '_'))
            {
                digits.Append('e').Append(_text, _at + 1, end - 1).Replace('−', '-');
                _at += end;
            }
        }

        _tokens.Add(new MathToken(MathTokenKind.Number, digits.ToString(), start, _space));
        _space = false;
        if (_period.Length == 0) return;
        Symbol("(", 0);
        _tokens.Add(new MathToken(MathTokenKind.Number, _period, start, SpaceBefore: false));
        Symbol(")", 0);
        _period = "";
    }

    private string _period = "";

    /// <summary>Whether the sign of a period stands at a place.</summary>
    private bool BarAt(int at) => Starts(at, @"\overline") || Starts(at, @"\dot") || Starts(at, @"\bar");

    /// <summary>Decimals with a combining line or dot above repeat.</summary>
    private void Overlined(System.Text.StringBuilder digits)
    {
        if (Peek(0) is not (Line or Dot) || digits.Length == 0 || !digits.ToString().Contains('.', StringComparison.Ordinal)) return;
        string period = digits[^1].ToString();
        digits.Length--;
        for (_at++; char.IsAsciiDigit(Peek(0)); _at++)
        {
            period += Peek(0);
            if (Peek(1) is Line or Dot) _at++;
        }

        _period = period;
    }

    private const char Line = '\u0305';
    private const char Dot = '\u0307';

    private void Digits(System.Text.StringBuilder digits)
    {
        for (; char.IsAsciiDigit(Peek(0)); _at++) digits.Append(Peek(0));
    }

    /// <summary>Groups of three digits: all of them or none.</summary>
    private void Groups(System.Text.StringBuilder digits)
    {
        int at = _at, separator = -1;
        var groups = new System.Text.StringBuilder();
        while (GroupAt(at, ref separator) is { } group)
        {
            groups.Append(_text, group, 3);
            at = group + 3;
        }

        if (separator < 0 || groups.Length == 0) return;
        // "1,234,56" is a list; so is what goes on with a comma and a digit.
        if (separator == Comma && at < _text.Length && _text[at] == ',' && at + 1 < _text.Length && char.IsAsciiDigit(_text[at + 1])) return;
        digits.Append(groups);
        _at = at;
    }

    private const int Comma = 0;
    private const int Tight = 1;
    private const int Blank = 2;

    /// <summary>Where the three digits of a group begin, or null; every group has the separator of the first.</summary>
    private int? GroupAt(int at, ref int separator)
    {
        int kind, next;
        if (Starts(at, "{,}")) (kind, next) = (Tight, at + 3);
        else if (Starts(at, ",\\!")) (kind, next) = (Tight, at + 3);
        else if (Starts(at, ", \\!")) (kind, next) = (Tight, at + 4);
        else if (Starts(at, "\\,")) (kind, next) = (Blank, at + 2);
        else if (Starts(at, ",")) (kind, next) = (Comma, at + 1);
        else if (Starts(at, " ") || Starts(at, "\u00a0") || Starts(at, "\u2009") || Starts(at, "\u202f")) (kind, next) = (Starts(at, " {,}") || Starts(at, " {, }") ? Tight : Blank, at + 1);
        else if (Starts(at, "~") || Starts(at, "\\ ")) (kind, next) = (Blank, at + (_text[at] == '~' ? 1 : 2));
        else if (Starts(at, "{, }")) (kind, next) = (Tight, at + 4);
        else return null;
        if (kind == Tight)
        {
            if (Starts(next, "{,}")) next += 3;
            else if (Starts(next, "{, }")) next += 4;
            while (next < _text.Length && _text[next] == ' ') next++;
        }

        if (kind == Comma && (!_reading.Thousands || _brackets > 0)) return null;
        if (separator >= 0 && separator != kind) return null;
        if (next + 3 > _text.Length || !char.IsAsciiDigit(_text[next]) || !char.IsAsciiDigit(_text[next + 1]) || !char.IsAsciiDigit(_text[next + 2])) return null;
        if (next + 3 < _text.Length && (char.IsAsciiDigit(_text[next + 3]) || (kind == Blank && _text[next + 3] is '/'))) return null;
        separator = kind;
        return next;
    }

    private bool Starts(int at, string text) => string.CompareOrdinal(_text, at, text, 0, text.Length) == 0;

    /// <summary>A run of letters: a letter, a function, a word, a unit, or letters that are multiplied.</summary>
    private void Word()
    {
        int start = _at;
        while (char.IsAsciiLetter(Peek(0))) _at++;
        string word = _text[start.._at];
        if (word is "x" or "X" && _tokens is [.., { Kind: MathTokenKind.Number }] && IsTimes())
        {
            Add(MathTokenKind.Symbol, "*");
            return;
        }

        int end = _at;
        _at = start;
        if (word is "np" or "math" or "numpy" or "sympy" or "sp" or "cmath" && end < _text.Length && _text[end] == '.')
        {
            _at = end + 1;
            return;
        }

        if (word is not "US" || !NextIs(end, '$')) Word(word);
        _at = end;
    }

    /// <summary>An x between a number and a power of ten is a sign of multiplication.</summary>
    private bool IsTimes()
    {
        int at = _at;
        while (at < _text.Length && _text[at] is ' ') at++;
        return string.CompareOrdinal(_text, at, "10^", 0, 3) == 0 || string.CompareOrdinal(_text, at, "10**", 0, 4) == 0 || (string.CompareOrdinal(_text, at, "10", 0, 2) == 0 && at + 2 < _text.Length && MathVocabulary.Superscripts.Contains(_text[at + 2], StringComparison.Ordinal));
    }

    private void Word(string word)
    {
        if (word == "U" && IsUnion()) Add(MathTokenKind.Symbol, "cup");
        else if (word.Length == 1) Add(MathTokenKind.Letter, word);
        else if (!AfterValue && Currencies.TryGetValue(word, out string? currency) && NextIsDigit(_at + word.Length)) Add(MathTokenKind.Currency, currency);
        else if (word is "Pr" && NextIs(_at + 2, '(') || word is "Pr" && NextIs(_at + 2, '[')) Add(MathTokenKind.Letter, "P");
        else if (word.Equals("no", StringComparison.OrdinalIgnoreCase) && _text.AsSpan().Trim().Length == 2) Add(MathTokenKind.Words, word);
        else if (Known(word, AfterValue)) return;
        else if (word.Length >= 4 && !word.All(char.IsAsciiLetterUpper) && !StartsWithFunction(word)) Add(MathTokenKind.Words, word);
        else if (_depth > 0 && word is "if" or "is") Add(MathTokenKind.Words, word);
        else if (word.Length == 3 && word.Any(c => c is 'a' or 'e' or 'i' or 'o' or 'u') && CommonWords.Contains(word.ToLowerInvariant())) Add(MathTokenKind.Words, word);
        else Spell(word);
    }

    private static readonly System.Collections.Frozen.FrozenDictionary<string, string> Currencies = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(
        [("USD", "dollar"), ("EUR", "euro"), ("GBP", "pound_sterling"), ("JPY", "yen"), ("INR", "rupee"), ("Rs", "rupee"), ("CNY", "yuan"), ("RMB", "yuan")], pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>A U between brackets joins intervals.</summary>
    private bool IsUnion() => _tokens is [.., { Kind: MathTokenKind.Symbol, Text: ")" or "]" or "\\}" }] && (NextIs(_at + 1, '(') || NextIs(_at + 1, '[') || NextIs(_at + 1, '{') || NextIs(_at + 1, '\\'));

    private bool NextIs(int at, char c) => Behind(at) == c || (c == '$' && Behind(at) == '\\');

    private bool NextIsDigit(int at) => char.IsAsciiDigit(Behind(at));

    /// <summary>The next character that is no blank.</summary>
    private char Behind(int at)
    {
        while (at < _text.Length && _text[at] is ' ' or '.' or '~') at++;
        return at < _text.Length ? _text[at] : '\0';
    }

    /// <summary>Whether a word behind what stands so far can be a unit.</summary>
    private bool AfterValue => _tokens.Count > 0 && (_tokens[^1].Kind is MathTokenKind.Number or MathTokenKind.Words or MathTokenKind.Upright
        || (_tokens[^1] is { Kind: MathTokenKind.Symbol, Text: ")" or "}" or "%" or "/" } && _tokens.Count > 1) || _tokens[^1] is { Kind: MathTokenKind.Letter, Text: "π" });

    /// <summary>Emits a word that has a meaning; false when it has none.</summary>
    private bool Known(string word, bool afterValue)
    {
        string lower = word.ToLowerInvariant();
        if (lower is "and" or "or") Add(MathTokenKind.Symbol, lower);
        else if (afterValue && Units.IsUnitWord(word)) Add(MathTokenKind.Words, word);
        else if (MathVocabulary.Functions.Contains(word)) Add(MathTokenKind.Function, word);
        else if (MathVocabulary.FunctionNames.TryGetValue(word, out string? function) && (word.Length > 2 || word == "Ln")) Add(MathTokenKind.Function, function);
        else if (word == "sqrt") Add(MathTokenKind.Command, "sqrt");
        else if (word == "cbrt") { Add(MathTokenKind.Command, "sqrt"); Inline("[3]"); }
        else if (lower is "infinity" or "inf" or "oo") Add(MathTokenKind.Symbol, "inf");
        else if (lower is "percent" or "pct" or "percentage") Add(MathTokenKind.Symbol, "%");
        else if (word == "to" && _tokens is [.., { Kind: MathTokenKind.Number }]) Add(MathTokenKind.Symbol, ":");
        else if (word == "in") Add(MathTokenKind.Symbol, "in");
        else if (word is "union" or "U" && (!afterValue || (word == "union" && _tokens[^1] is { Kind: MathTokenKind.Symbol, Text: ")" or "]" }))) Add(MathTokenKind.Symbol, "cup");
        else if (word.Length > 2 && MathVocabulary.Letters.TryGetValue(word, out string? greek) && word is not ("star" or "square" or "triangle" or "angle")) Add(MathTokenKind.Letter, greek);
        else if (word == "pi") Add(MathTokenKind.Letter, "π");
        else return false;
        return true;
    }

    private static bool StartsWithFunction(string word) =>
        MathVocabulary.Functions.Any(name => word.StartsWith(name, StringComparison.Ordinal) && word.Length - name.Length <= 1);

    /// <summary>Letters one by one; a function name in front stays whole.</summary>
    private void Spell(string word)
    {
        string? function = MathVocabulary.Functions.Where(name => name is not ("Re" or "Im") && word.StartsWith(name, StringComparison.Ordinal)).MaxBy(name => name.Length);
        if (function is not null && word.Length - function.Length <= 2)
        {
            Add(MathTokenKind.Function, function);
            word = word[function.Length..];
        }

        foreach (char c in word) Add(MathTokenKind.Letter, c.ToString());
    }

    private static readonly System.Collections.Frozen.FrozenSet<string> CommonWords = System.Collections.Frozen.FrozenSet.ToFrozenSet(
        ["odd", "yes", "one", "two", "six", "ten", "red", "all", "any", "even", "none", "the", "may", "jan", "feb", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "sun", "mon", "tue", "wed", "thu", "fri", "sat", "bob", "tom", "tim", "ann", "sam", "dan", "ben", "joe", "amy", "eve", "dne", "dog", "cat", "not", "for", "are", "out", "off", "new", "old", "low", "big"], StringComparer.Ordinal);
}
