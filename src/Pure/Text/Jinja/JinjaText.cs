// How values become text, as Python writes them: templates were written for Python, where None is "None" and a list is shown with
// quotes around its texts. JSON is Python's too: a space behind comma and colon, and no escapes of letters.
using System.Globalization;
using System.Text;

namespace Pure.Text.Jinja;

/// <summary>Values to text.</summary>
internal static class JinjaText
{
    /// <summary>What an output tag prints.</summary>
    public static string Of(object? value) => value switch
    {
        string text => text,
        JinjaUndefined => "",
        _ => Shown(value),
    };

    /// <summary>JSON.</summary>
    /// <param name="value">The value.</param>
    /// <param name="indent">Blanks a level; <see langword="null"/> for one line.</param>
    /// <exception cref="NotSupportedException">There is no JSON for it; the message names its kind.</exception>
    public static string Json(object? value, int? indent)
    {
        var text = new StringBuilder();
        WriteJson(text, value, indent, 0);
        return text.ToString();
    }

    /// <summary>Python's word for the kind of a value.</summary>
    public static string Kind(object? value) => value switch
    {
        null => "none",
        bool => "a truth value",
        long or double => "a number",
        string => "a text",
        List<object?> => "a list",
        OrderedDictionary<string, object?> => "a dictionary",
        JinjaUndefined undefined => $"'{undefined.Name}', which is not defined",
        JinjaNamespace => "a namespace",
        _ => "a function",
    };

    private static string Shown(object? value) => value switch
    {
        null => "None",
        true => "True",
        false => "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => Float(number),
        string text => Quoted(text),
        List<object?> list => $"[{string.Join(", ", list.Select(Shown))}]",
        OrderedDictionary<string, object?> dictionary => $"{{{string.Join(", ", dictionary.Select(e => $"{Quoted(e.Key)}: {Shown(e.Value)}"))}}}",
        JinjaUndefined => "Undefined",
        JinjaNamespace => "<Namespace>",
        JinjaFunction function => $"<function {function.Name}>",
        _ => value.ToString() ?? "",
    };

    private static string Float(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E', 'N') ? text.Replace("E", "e", StringComparison.Ordinal) : text + ".0";
    }

    /// <summary>Single quotes, unless the text has one and no double quote.</summary>
    private static string Quoted(string text)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\\' => "\\\\",
                _ when c == quote => $"\\{c}",
                < ' ' or '\x7f' => $"\\x{(int)c:x2}",
                _ => c.ToString(),
            });
        }

        return quoted.Append(quote).ToString();
    }

    private static void WriteJson(StringBuilder text, object? value, int? indent, int level)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case long or double:
                text.Append(Shown(value));
                break;
            case string s:
                WriteJson(text, s);
                break;
            case List<object?> list:
                WriteItems(text, ('[', ']'), list.Count, i => WriteJson(text, list[i], indent, level + 1), (indent, level));
                break;
            case OrderedDictionary<string, object?> dictionary:
                WriteItems(text, ('{', '}'), dictionary.Count, i =>
                {
                    (string key, object? item) = dictionary.GetAt(i);
                    WriteJson(text, key);
                    text.Append(": ");
                    WriteJson(text, item, indent, level + 1);
                }, (indent, level));
                break;
            default:
                throw new NotSupportedException(Kind(value));
        }
    }

    private static void WriteItems(StringBuilder text, (char Open, char Close) brackets, int count, Action<int> write, (int? Indent, int Level) layout)
    {
        text.Append(brackets.Open);
        for (int i = 0; i < count; i++)
        {
            if (i > 0) text.Append(layout.Indent is null ? ", " : ",");
            if (layout.Indent is { } blanks) text.Append('\n').Append(' ', blanks * (layout.Level + 1));
            write(i);
        }

        if (count > 0 && layout.Indent is { } closing) text.Append('\n').Append(' ', closing * layout.Level);
        text.Append(brackets.Close);
    }

    private static void WriteJson(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        text.Append('"');
    }
}
