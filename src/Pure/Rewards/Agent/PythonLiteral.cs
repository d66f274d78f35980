// Language models are asked for "a Python list" of queries and answer in Python's syntax: single quotes, trailing commas, None. This is
// a reader of Python's literals, that is, of data: nothing is evaluated.
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Pure.Rewards.Agent;

/// <summary>Reads strings, numbers, True, False, None, lists, tuples and dictionaries.</summary>
public sealed class PythonLiteral
{
    private const int MostDepth = 100;
    private readonly string _text;
    private int _at;
    private int _depth;

    private PythonLiteral(string text) => _text = text;

    /// <summary>Reads a list, or says that the text is none.</summary>
    /// <returns>Whether the whole text is one list of literals.</returns>
    public static bool TryReadList(string text, out JsonArray list)
    {
        var reader = new PythonLiteral(text);
        list = [];
        try
        {
            reader.Space();
            if (reader.Peek != '[' || reader.Value() is not JsonArray array) return false;
            reader.Space();
            list = array;
            return reader._at == text.Length;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private char Peek => _at < _text.Length ? _text[_at] : '\0';

    private JsonNode? Value()
    {
        if (++_depth > MostDepth) throw new FormatException("nested too deeply");
        Space();
        JsonNode? value = Peek switch
        {
            '[' => Items('[', ']'),
            '(' => Tuple(),
            '{' => Braces(),
            '\'' or '"' => JsonValue.Create(Strings()),
            _ => Word(),
        };
        _depth--;
        return value;
    }

    private JsonArray Items(char open, char close)
    {
        Take(open);
        var items = new JsonArray();
        for (Space(); Peek != close; Space())
        {
            items.Add(Value());
            Space();
            if (Peek == ',') _at++;
            else if (Peek != close) throw new FormatException("a comma is missing");
        }

        _at++;
        return items;
    }

    private JsonNode? Tuple()
    {
        int start = _at;
        JsonArray items = Items('(', ')');
        bool grouping = items.Count == 1 && !_text[start.._at].TrimEnd(')', ' ').EndsWith(',');
        if (!grouping) return items;
        JsonNode? only = items[0];
        items.RemoveAt(0);
        return only;
    }

    private JsonNode Braces()
    {
        int start = _at;
        Take('{');
        var members = new JsonObject();
        for (Space(); Peek != '}'; Space())
        {
            string key = Value()?.ToString() ?? "None";
            Space();
            if (Peek != ':')
            {
                _at = start;
                return Items('{', '}');
            }

            _at++;
            members[key] = Value();
            Space();
            if (Peek == ',') _at++;
            else if (Peek != '}') throw new FormatException("a comma is missing");
        }

        _at++;
        return members;
    }

    /// <summary>One string, or several beside each other, which Python joins.</summary>
    private string Strings()
    {
        var joined = new StringBuilder();
        while (Peek is '\'' or '"')
        {
            joined.Append(Quoted());
            Space();
        }

        return joined.ToString();
    }

    private string Quoted()
    {
        char quote = Peek;
        string end = string.CompareOrdinal(_text, _at, new string(quote, 3), 0, 3) == 0 ? new string(quote, 3) : quote.ToString();
        _at += end.Length;
        var content = new StringBuilder();
        while (string.CompareOrdinal(_text, _at, end, 0, end.Length) != 0)
        {
            if (_at >= _text.Length || (Peek == '\n' && end.Length == 1)) throw new FormatException("a string has no end");
            if (Peek == '\\') Escape(content);
            else content.Append(_text[_at++]);
        }

        _at += end.Length;
        return content.ToString();
    }

    private void Escape(StringBuilder content)
    {
        _at++;
        char kind = Peek;
        _at++;
        switch (kind)
        {
            case 'n': content.Append('\n'); break;
            case 't': content.Append('\t'); break;
            case 'r': content.Append('\r'); break;
            case '\n': break;
            case '\\' or '\'' or '"': content.Append(kind); break;
            case 'x': content.Append(char.ConvertFromUtf32(Hexadecimal(2))); break;
            case 'u': content.Append((char)Hexadecimal(4)); break;
            case '\0' when _at > _text.Length: throw new FormatException("a string has no end");
            default: content.Append('\\').Append(kind); break;
        }
    }

    private int Hexadecimal(int digits)
    {
        if (_at + digits > _text.Length || !int.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value))
            throw new FormatException("an escape is not sound");
        _at += digits;
        return value;
    }

    private JsonNode? Word()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(Peek) || Peek is '+' or '-' or '.' or '_')) _at++;
        string word = _text[start.._at];
        return word switch
        {
            "None" => null,
            "True" => JsonValue.Create(true),
            "False" => JsonValue.Create(false),
            _ when long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer) => JsonValue.Create(integer),
            _ when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) => JsonValue.Create(number),
            _ => throw new FormatException($"'{word}' is not a literal"),
        };
    }

    private void Take(char expected)
    {
        if (Peek != expected) throw new FormatException($"'{expected}' is missing");
        _at++;
    }

    private void Space()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }
}
