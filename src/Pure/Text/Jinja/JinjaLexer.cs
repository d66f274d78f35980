// Cuts a template into tokens. White space goes by the rules that transformers sets: trim_blocks (the line end directly behind a
// block tag or comment is dropped), lstrip_blocks (blanks before a block tag or comment that begins a line are dropped), and one line
// end at the end of the template is dropped. A minus in a tag drops all white space on its side, a plus keeps it all.
using System.Globalization;
using System.Text;

namespace Pure.Text.Jinja;

/// <summary>Template text to tokens.</summary>
internal sealed class JinjaLexer
{
    private static readonly string[] Symbols =
        ["==", "!=", "<=", ">=", "//", "**", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")", "[", "]", "{", "}", ".", ",", ":", "|", ";"];

    private readonly JinjaSource _source;
    private readonly string _text;
    private readonly List<JinjaToken> _tokens = [];
    private int _at;
    private int _line = 1;

    private JinjaLexer(JinjaSource source)
    {
        _source = source;
        string text = source.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        _text = text.EndsWith('\n') ? text[..^1] : text;
    }

    /// <summary>All tokens, with an end behind them.</summary>
    /// <exception cref="PureException">A tag or string is not closed, or a character has no place in a tag.</exception>
    public static List<JinjaToken> Tokens(JinjaSource source)
    {
        var lexer = new JinjaLexer(source);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        bool startsLine = true;
        while (_at < _text.Length)
        {
            int tag = NextTag();
            AddText(tag, startsLine);
            if (tag == _text.Length) break;
            char kind = _text[tag + 1];
            Move(tag + 2);
            if (kind == '#') SkipComment();
            else Tag(kind == '%');
            startsLine = _text[_at - 1] == '\n';
        }

        Add(JinjaTokenKind.End, "");
    }

    private int NextTag()
    {
        for (int i = _at; i + 1 < _text.Length; i++)
        {
            if (_text[i] == '{' && (_text[i + 1] is '{' or '%' or '#')) return i;
        }

        return _text.Length;
    }

    /// <summary>Adds the text before a tag, without what the tag drops of it.</summary>
    private void AddText(int tag, bool startsLine)
    {
        ReadOnlySpan<char> text = _text.AsSpan(_at, tag - _at);
        if (tag < _text.Length)
        {
            char sign = tag + 2 < _text.Length ? _text[tag + 2] : ' ';
            if (sign == '-') text = text.TrimEnd();
            else if (sign != '+' && _text[tag + 1] != '{') text = WithoutIndent(text, startsLine);
        }

        if (text.Length > 0) Add(JinjaTokenKind.Text, text.ToString());
        Move(tag);
    }

    private static ReadOnlySpan<char> WithoutIndent(ReadOnlySpan<char> text, bool startsLine)
    {
        int line = text.LastIndexOf('\n') + 1;
        return (line > 0 || startsLine) && text[line..].Trim().IsEmpty ? text[..line] : text;
    }

    private void SkipComment()
    {
        int end = _text.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0) throw _source.Broken(_line, "a comment is not closed");
        char sign = _text[end - 1];
        Move(end + 2);
        DropAfter(sign, trims: true);
    }

    private void Tag(bool isBlock)
    {
        Add(isBlock ? JinjaTokenKind.BlockBegin : JinjaTokenKind.OutputBegin, "");
        if (_at < _text.Length && (_text[_at] == '-' || (isBlock && _text[_at] == '+'))) _at++;
        string close = isBlock ? "%}" : "}}";
        int depth = 0;
        while (true)
        {
            SkipSpace();
            if (_at >= _text.Length) throw _source.Broken(_line, "a tag is not closed");
            char sign = _text[_at];
            bool signed = (sign == '-' || (sign == '+' && isBlock)) && string.CompareOrdinal(_text, _at + 1, close, 0, 2) == 0;
            if (signed || (depth == 0 && string.CompareOrdinal(_text, _at, close, 0, 2) == 0))
            {
                Add(isBlock ? JinjaTokenKind.BlockEnd : JinjaTokenKind.OutputEnd, "");
                Move(_at + (signed ? 3 : 2));
                DropAfter(signed ? sign : ' ', isBlock);
                return;
            }

            depth += sign switch { '{' => 1, '}' => -1, _ => 0 };
            Inside(sign);
        }
    }

    /// <summary>Drops what a closing tag drops of the text behind it.</summary>
    private void DropAfter(char sign, bool trims)
    {
        if (sign == '-') SkipSpace();
        else if (sign != '+' && trims && _at < _text.Length && _text[_at] == '\n') Move(_at + 1);
    }

    private void Inside(char first)
    {
        if (first is '\'' or '"') AddString(first);
        else if (char.IsAsciiDigit(first)) AddNumber();
        else if (first == '_' || char.IsLetter(first)) AddName();
        else AddSymbol();
    }

    private void AddSymbol()
    {
        string symbol = Array.Find(Symbols, s => string.CompareOrdinal(_text, _at, s, 0, s.Length) == 0)
            ?? throw _source.Broken(_line, $"the character '{_text[_at]}' has no place in a tag");
        Add(JinjaTokenKind.Symbol, symbol);
        _at += symbol.Length;
    }

    private void AddName()
    {
        int end = _at;
        while (end < _text.Length && (_text[end] == '_' || char.IsLetterOrDigit(_text[end]))) end++;
        Add(JinjaTokenKind.Name, _text[_at..end]);
        _at = end;
    }

    private void AddNumber()
    {
        int end = _at;
        while (end < _text.Length && char.IsAsciiDigit(_text[end])) end++;
        bool isFloat = end + 1 < _text.Length && _text[end] == '.' && char.IsAsciiDigit(_text[end + 1]);
        if (isFloat)
        {
            end++;
            while (end < _text.Length && char.IsAsciiDigit(_text[end])) end++;
        }

        Add(isFloat ? JinjaTokenKind.Float : JinjaTokenKind.Integer, _text[_at..end]);
        _at = end;
    }

    private void AddString(char quote)
    {
        int line = _line;
        var text = new StringBuilder();
        _at++;
        while (true)
        {
            if (_at >= _text.Length) throw _source.Broken(line, "a string is not closed");
            char c = _text[_at];
            if (c == '\n') _line++;
            _at++;
            if (c == quote) break;
            if (c == '\\') Escape(text);
            else text.Append(c);
        }

        _tokens.Add(new JinjaToken(JinjaTokenKind.String, text.ToString(), line));
    }

    /// <summary>Python's escapes; an unknown one stands for itself, backslash included.</summary>
    private void Escape(StringBuilder text)
    {
        if (_at >= _text.Length) return;
        char c = _text[_at++];
        int digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            if (_at + digits > _text.Length
                || !uint.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
                || code > 0x10FFFF)
                throw _source.Broken(_line, $"the escape '\\{c}' needs {digits} hexadecimal digits");
            text.Append(code is < 0x10000 ? ((char)code).ToString() : char.ConvertFromUtf32((int)code));
            _at += digits;
            return;
        }

        text.Append(c switch
        {
            'n' => "\n", 't' => "\t", 'r' => "\r", 'b' => "\b", 'f' => "\f", 'v' => "\v", 'a' => "\a", '0' => "\0",
            '\\' or '\'' or '"' => c.ToString(),
            '\n' => "",
            _ => $"\\{c}",
        });
    }

    private void SkipSpace()
    {
        int end = _at;
        while (end < _text.Length && char.IsWhiteSpace(_text[end])) end++;
        Move(end);
    }

    private void Move(int to)
    {
        for (; _at < to; _at++)
        {
            if (_text[_at] == '\n') _line++;
        }
    }

    private void Add(JinjaTokenKind kind, string text) => _tokens.Add(new JinjaToken(kind, text, _line));
}
