// The columns of one row, under the names that formats use. Everything that is not as it should be is a FormatException whose text is
// the end of the sentence "'file', line 7: ...".
using System.Text;
using System.Text.Json;
using Pure.Data.Files;
using Pure.Text;

namespace Pure.Data;

/// <summary>Reads the columns of a row.</summary>
/// <param name="row">The row, an object.</param>
/// <param name="options">Column names and readings.</param>
/// <param name="number">Its number in the file.</param>
/// <param name="unit">What a row is called in this file: line or row.</param>
public sealed class RowFields(JsonElement row, DataOptions options, int number, string unit)
{
    /// <summary>How rows are read.</summary>
    public DataOptions Options => options;

    /// <summary>A name for the row when it has none of its own.</summary>
    public string DefaultId => FormattableString.Invariant($"{unit}-{number}");

    /// <summary>Whether a column is there and not null.</summary>
    public bool Has(string column)
    {
        string source = options.Columns.SourceOf(column);
        return IsTemplate(source) || Find(row, source) is { ValueKind: not JsonValueKind.Null };
    }

    /// <summary>A column of any type.</summary>
    public JsonElement Value(string column)
    {
        string source = options.Columns.SourceOf(column);
        return Find(row, source) ?? throw Missing(column, source);
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string column)
    {
        string source = options.Columns.SourceOf(column);
        return IsTemplate(source) ? Fill(source) : TextOf(Value(column), source);
    }

    /// <summary>A text that may be missing or null.</summary>
    public string? OptionalText(string column) => Has(column) ? Text(column) : null;

    /// <summary>True or false; <paramref name="otherwise"/> when it is missing.</summary>
    public bool Flag(string column, bool otherwise) => Has(column) ? LabelOf(Value(column)) : otherwise;

    /// <summary>A list of texts.</summary>
    public string[] Texts(string column) => [.. List(column).Select(item => TextOf(item, column))];

    /// <summary>A list of labels: true and false, or 1 and 0.</summary>
    public bool[] Labels(string column) => [.. List(column).Select(LabelOf)];

    /// <summary>A list of labels from 0 to 1; true and false are 1 and 0.</summary>
    public double[] SoftLabels(string column) => [.. List(column).Select(SoftLabelOf)];

    /// <summary>A label from 0 to 1 that may be missing.</summary>
    public double? OptionalSoftLabel(string column) => Has(column) ? SoftLabelOf(Value(column)) : null;

    /// <summary>A prompt: messages as they are, or a text as the one message of a user.</summary>
    public IReadOnlyList<ChatMessage> Prompt(string column)
    {
        string source = options.Columns.SourceOf(column);
        return !IsTemplate(source) && Value(column).ValueKind == JsonValueKind.Array ? Messages(column) : [new ChatMessage("user", Text(column))];
    }

    /// <summary>A list of messages.</summary>
    public IReadOnlyList<ChatMessage> Messages(string column)
    {
        var messages = new List<ChatMessage>();
        foreach (JsonElement item in List(column))
        {
            if (item.ValueKind != JsonValueKind.Object || Find(item, "role") is not { } role || Find(item, "content") is not { } content)
                throw new FormatException($"a message in '{column}' is not an object with role and content");
            messages.Add(new ChatMessage(TextOf(role, "role"), TextOf(content, "content")));
        }

        return messages.Count > 0 ? messages : throw new FormatException($"the list '{column}' is empty");
    }

    /// <summary>A text, checked to be one and to be valid Unicode.</summary>
    public static string TextOf(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.String) throw new FormatException($"the field '{name}' is {DataFile.Describe(value)} and not a text");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException($"the text in '{name}' is not valid Unicode (half of a surrogate pair, or a byte that is not UTF-8)", e);
        }
    }

    private static bool LabelOf(JsonElement label) => label.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when label.GetDouble() is 0 or 1 => label.GetDouble() == 1,
        _ => throw new FormatException($"the label {label.GetRawText()} is neither true nor false"),
    };

    private static double SoftLabelOf(JsonElement label) => label.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.Number when label.GetDouble() is >= 0 and <= 1 => label.GetDouble(),
        _ => throw new FormatException($"the label {label.GetRawText()} is neither true nor false nor a number from 0 to 1"),
    };

    private JsonElement.ArrayEnumerator List(string column)
    {
        JsonElement value = Value(column);
        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw new FormatException($"the field '{options.Columns.SourceOf(column)}' is {DataFile.Describe(value)} and not a list");
    }

    private FormatException Missing(string column, string source)
    {
        string[] present = [.. row.EnumerateObject().Select(p => p.Name).Take(12)];
        string hint = options.Columns.SourceOf(column) == column ? $"; if another column holds it, set columns.{column}" : "";
        return new FormatException($"there is no field '{source}' (it has {string.Join(", ", present)}{hint})");
    }

    /// <summary>A column by name, or by names into objects with dots between them; a column whose own name has dots comes first.</summary>
    private static JsonElement? Find(JsonElement at, string path)
    {
        if (at.ValueKind != JsonValueKind.Object) return null;
        if (at.TryGetProperty(path, out JsonElement value)) return value;
        int dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && at.TryGetProperty(path[..dot], out JsonElement inner) ? Find(inner, path[(dot + 1)..]) : null;
    }

    private static bool IsTemplate(string source) => NextColumn(source, 0) is not null;

    private string Fill(string template)
    {
        var text = new StringBuilder();
        int at = 0;
        while (NextColumn(template, at) is { } column)
        {
            text.Append(template, at, column.Start - at);
            string name = template[(column.Start + 1)..column.End];
            text.Append(TextOf(Find(row, name) ?? throw Missing(name, name), name));
            at = column.End + 1;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }

    /// <summary>The next <c>{name}</c> of a template; braces around anything but a name are text.</summary>
    private static (int Start, int End)? NextColumn(string template, int from)
    {
        for (int start = template.IndexOf('{', from); start >= 0; start = template.IndexOf('{', start + 1))
        {
            int end = start + 1;
            while (end < template.Length && (char.IsAsciiLetterOrDigit(template[end]) || template[end] is '_' or '.' or '-')) end++;
            if (end > start + 1 && end < template.Length && template[end] == '}') return (start, end);
        }

        return null;
    }
}
