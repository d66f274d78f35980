using System.Text.Json;
using Pure.Data;

namespace Pure.Evaluation;

/// <summary>Rows of published benchmark files: JSON Lines, or one JSON array, which some of them are.</summary>
internal static class JsonRows
{
    /// <summary>Reads every row.</summary>
    /// <exception cref="PureException">Names file and row.</exception>
    public static IReadOnlyList<T> Read<T>(string path, Func<JsonElement, int, T> parse)
    {
        if (!File.Exists(path)) throw new PureException($"The file '{path}' does not exist. Check the path; relative paths start at the current folder.");
        if (!StartsWithBracket(path)) return JsonLines.Read(path, parse);
        int number = 0;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            var rows = new List<T>();
            foreach (JsonElement row in document.RootElement.EnumerateArray())
            {
                number++;
                rows.Add(parse(row, number));
            }

            return rows.Count > 0 ? rows : throw new PureException($"The file '{path}' has no rows.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new PureException($"'{path}', row {number}: {e.Message.Split('\n')[0].TrimEnd('.', ' ')}. Correct or remove the row.", e);
        }
    }

    /// <summary>A list of texts; a single text counts as a list of one.</summary>
    public static string[] Texts(JsonElement row, string field)
    {
        if (!row.TryGetProperty(field, out JsonElement value)) throw new KeyNotFoundException($"there is no field '{field}'");
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(item => item.GetString()!)],
            _ => throw new FormatException($"the field '{field}' is neither a text nor a list of texts"),
        };
    }

    /// <summary>A text, or a number as it is written.</summary>
    public static string Id(JsonElement row, int number) => row.TryGetProperty("id", out JsonElement id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number
        ? id.ToString()
        : $"row-{number}";

    private static bool StartsWithBracket(string path)
    {
        using var reader = new StreamReader(path);
        int c;
        do
        {
            c = reader.Read();
        }
        while (c >= 0 && char.IsWhiteSpace((char)c));
        return c == '[';
    }
}
