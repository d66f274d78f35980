// From the text of an answer, LaTeX or plain, to tokens in one linear pass. All normalisation happens here, character by character:
// fonts, sizes, blanks and spellings vanish, so that the parser sees one spelling of everything. No regular expressions.
using System.Globalization;

namespace Pure.Answers.Syntax;

/// <summary>Cuts answers into tokens.</summary>
internal sealed partial class MathLexer
{
    /// <summary>The longest answer that is read.</summary>
    public const int MaximumLength = 4096;

    private const int MaximumCombiningMarks = 8;
    private const int MaximumDepth = 24;
    private readonly string _text;
    private readonly Reading _reading;
    private readonly int _depth;
    private readonly List<MathToken> _tokens;
    private int _at;
    private int _brackets;
    private bool _space;

    private MathLexer(string text, Reading reading, List<MathToken> tokens, int depth)
    {
        _text = text;
        _reading = reading;
        _tokens = tokens;
        _depth = depth;
        if (depth > MaximumDepth) throw new UnreadableException("nested too deeply");
    }

    /// <summary>The tokens of an answer, with an end token.</summary>
    /// <exception cref="UnreadableException">It is too long, or has characters or commands that no answer needs.</exception>
    public static List<MathToken> Read(string text, Reading reading)
    {
        if (text.Length > MaximumLength) throw new UnreadableException("longer than 4,096 characters");
        Check(text);
        var tokens = new List<MathToken>();
        new MathLexer(text, reading, tokens, 0).Run();
        JoinMicro(tokens, reading);
        if (reading.Scientific) JoinExponents(tokens);
        tokens.Add(new MathToken(MathTokenKind.End, "", text.Length, SpaceBefore: true));
        return tokens;
    }

    /// <summary>Signs, digits and letters of full width as plain ones. A comma of full width is left: it separates and never groups digits; a dollar sign is money.</summary>
    public static string Narrow(string text) => text.AsSpan().ContainsAnyInRange('！', '～')
        ? string.Create(text.Length, text, (narrow, wide) =>
        {
            for (int k = 0; k < wide.Length; k++) narrow[k] = wide[k] is >= '！' and <= '～' and not ('，' or '＄') ? (char)(wide[k] - 0xFEE0) : wide[k];
        })
        : text;

    /// <summary>Refuses characters that change how a text looks without being seen.</summary>
    /// <exception cref="UnreadableException">There is one.</exception>
    public static void Check(string text)
    {
        int marks = 0;
        for (int k = 0; k < text.Length; k++)
        {
            char c = text[k];
            if (c is >= ' ' and < '\u007f' or '\n' or '\r' or '\t') continue;
            switch (char.GetUnicodeCategory(c))
            {
                case UnicodeCategory.Format: throw new UnreadableException("an invisible character");
                case UnicodeCategory.Control: throw new UnreadableException("a control character");
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark when ++marks > MaximumCombiningMarks:
                    throw new UnreadableException("too many combining marks");
                case UnicodeCategory.Surrogate:
                    if (!char.IsSurrogatePair(text, k)) throw new UnreadableException("half of a surrogate pair");
                    k++;
                    break;
            }
        }
    }

    private void Run()
    {
        while (_at < _text.Length)
        {
            char c = _text[_at];
            if (char.IsWhiteSpace(c) || c is '$' or '~' && !StartsWith("~="))
            {
                _space = true;
                _at++;
            }
            else if (c == '\\') Command();
            else if (char.IsAsciiDigit(c) || (c == '.' && (char.IsAsciiDigit(Peek(1)) || BarAt(_at + 1)))) Number();
            else if (char.IsAsciiLetter(c)) Word();
            else Character(c);
        }
    }

    /// <summary>A μ before an upright unit and behind a number is its prefix; before a plain letter when nothing but this unit stands there and letters may be units.</summary>
    private static void JoinMicro(List<MathToken> tokens, Reading reading)
    {
        for (int k = tokens.Count - 2; k > 0; k--)
        {
            if (tokens[k] is not { Kind: MathTokenKind.Letter, Text: "μ" } || tokens[k - 1] is not ({ Kind: MathTokenKind.Number } or { Kind: MathTokenKind.Symbol, Text: "}" or ")" or "/" })) continue;
            bool upright = tokens[k + 1].Kind is MathTokenKind.Upright or MathTokenKind.Words && Units.IsUnitWord($"μ{tokens[k + 1].Text}");
            bool plain = reading.Units && tokens[k + 1].Kind == MathTokenKind.Letter && Units.IsUnitLetter(tokens[k + 1].Text) && Units.IsUnitWord($"μ{tokens[k + 1].Text}") && EndsElement(tokens, k + 2);
            if (!upright && !plain) continue;
            tokens[k] = tokens[k] with { Kind = MathTokenKind.Words, Text = $"μ{tokens[k + 1].Text}" };
            tokens.RemoveAt(k + 1);
        }
    }

    /// <summary>6.02\text{e}23: an upright e between a number and a whole one is that of powers of ten.</summary>
    private static void JoinExponents(List<MathToken> tokens)
    {
        for (int k = 1; k + 1 < tokens.Count; k++)
        {
            if (tokens[k] is not { Kind: MathTokenKind.Upright, Text: "e" or "E" } || tokens[k - 1].Kind != MathTokenKind.Number || tokens[k - 1].Text.Contains('e', StringComparison.Ordinal)) continue;
            bool signed = tokens[k + 1] is { Kind: MathTokenKind.Symbol, Text: "-" or "+" };
            int last = signed ? k + 2 : k + 1;
            if (last >= tokens.Count || tokens[last].Kind != MathTokenKind.Number || !tokens[last].Text.All(char.IsAsciiDigit)) continue;
            tokens[k - 1] = tokens[k - 1] with { Text = $"{tokens[k - 1].Text}e{(signed ? tokens[k + 1].Text : "")}{tokens[last].Text}" };
            tokens.RemoveRange(k, last - k + 1);
        }
    }

    private static bool EndsElement(List<MathToken> tokens, int at) => at >= tokens.Count || tokens[at] is { Kind: MathTokenKind.Symbol, Text: "," or ";" or "." or ")" or "]" or "}" or "\\}" or "/" or "=" or "and" or "or" or "<" or ">" or "<=" or ">=" };

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private bool StartsWith(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private void Add(MathTokenKind kind, string text)
    {
        if (kind == MathTokenKind.Symbol)
        {
            if (text is "(" or "[" or "\\{" or "⟨") _brackets++;
            else if (text is ")" or "]" or "\\}" or "⟩") _brackets--;
        }

        _tokens.Add(new MathToken(kind, text, _at, _space));
        _space = false;
    }

    private void Symbol(string text, int length)
    {
        Add(MathTokenKind.Symbol, text);
        _at += length;
    }

    /// <summary>Lexes a part of the text by itself into the same tokens.</summary>
    private void Inline(string part)
    {
        var inner = new MathLexer(part, _reading, _tokens, _depth + 1) { _space = _space, _brackets = _brackets };
        inner.Run();
        _space = false;
    }

    private void Character(char c)
    {
        foreach (string pair in (ReadOnlySpan<string>)["+/-", "<=>", "<=", ">=", "!=", "==", "=>", "->", "**", "...", "~=", ":=", "=<", "+-", "<>"])
        {
            if (!StartsWith(pair)) continue;
            Symbol(pair switch { "==" or ":=" => "=", "**" => "^", "~=" => "~", "=<" => "<=", "+-" or "+/-" => "±", "<>" => "!=", _ => pair }, pair.Length);
            return;
        }

        if (MathVocabulary.Characters.TryGetValue(c, out string? sign))
        {
            Symbol(sign, 1);
            return;
        }

        if (MathVocabulary.Fractions.TryGetValue(c, out (string Top, string Bottom) fraction))
        {
            Inline($"\\frac{{{fraction.Top}}}{{{fraction.Bottom}}}");
            _at++;
            return;
        }

        if (c is '√' or '∛' or '∜')
        {
            Add(MathTokenKind.Command, "sqrt");
            if (c != '√') Inline(c == '∛' ? "[3]" : "[4]");
            _at++;
            return;
        }

        if (MathVocabulary.Superscripts.Contains(c, StringComparison.Ordinal)) Script(MathVocabulary.Superscripts, "^");
        else if (MathVocabulary.Subscripts.Contains(c, StringComparison.Ordinal)) Script(MathVocabulary.Subscripts, "_");
        else if (c == '¢')
        {
            Add(MathTokenKind.Words, "cents");
            _at++;
        }
        else if (c is '€' or '£' or '￡' or '¥' or '￥' or '₹' or '＄') Currency(c switch { '€' => "euro", '£' or '￡' => "pound_sterling", '¥' or '￥' => "yen", '＄' => "dollar", _ => "rupee" }, 1);
        else if (MathVocabulary.Sets.TryGetValue(c, out string? set)) Symbol($"set:{set}", 1);
        else if (MathVocabulary.LetterCharacters.TryGetValue(c, out string? other)) Letter(other, 1);
        else if (c is '∑' or '∏' or '∫') Operator(c switch { '∑' => "sum", '∏' => "prod", _ => "int" });
        else if (char.IsLetter(c)) Letter(c.ToString(), 1);
        else if (char.IsHighSurrogate(c)) Styled();
        else if (c is '"' or '`' or '?' or '@' or '&' or '#' or '<' or '>' or '=' or '+' or '-' or '*' or '/' or '^' or '_' or '(' or ')' or '[' or ']' or '{' or '}' or '|' or ',' or ';' or ':' or '!' or '\'' or '.') Symbol(c.ToString(), 1);
        else Letter(c.ToString(), 1);
    }

    private void Letter(string name, int length)
    {
        Add(MathTokenKind.Letter, name);
        _at += length;
    }

    private void Operator(string name)
    {
        Add(MathTokenKind.Command, name);
        _at++;
    }

    private void Currency(string name, int length)
    {
        Add(MathTokenKind.Currency, name);
        _at += length;
    }

    /// <summary>Characters above or below the line, as a group on it.</summary>
    private void Script(string alphabet, string sign)
    {
        int start = _at;
        while (_at < _text.Length && alphabet.Contains(_text[_at], StringComparison.Ordinal)) _at++;
        string line = string.Concat(_text[start.._at].Select(c => MathVocabulary.LineCharacters[alphabet.IndexOf(c, StringComparison.Ordinal)]));
        Inline($"{sign}{{{line}}}");
    }

    /// <summary>Letters and digits of the mathematical alphabets: the plain ones, a run of them together.</summary>
    private void Styled()
    {
        int start = _at;
        var run = new System.Text.StringBuilder();
        while (_at < _text.Length && Plain(_at) is { } plain)
        {
            run.Append(plain);
            _at += 2;
        }

        if (run.Length > 0) Inline(run.ToString());
        else Letter(_text.Substring(start, 2), 2);
    }

    /// <summary>What the pair at a place is in plain type, or null.</summary>
    private char? Plain(int at) => char.IsHighSurrogate(_text[at]) && _text.Substring(at, 2).Normalize(System.Text.NormalizationForm.FormKC) is [var plain] && char.IsLetterOrDigit(plain) ? plain : null;
}
