using System.Text.Json;

namespace Pure.Data;

/// <summary>Reads JSON Lines files: one object a line, blank lines allowed, every mistake named by file and line.</summary>
public static class JsonLines
{
    /// <summary>Reads every row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parse">Makes a row of one object; what it throws of JSON's own errors is reported with the line.</param>
    /// <exception cref="PureException">The file is missing or empty, or a line is not what <paramref name="parse"/> needs.</exception>
    public static IReadOnlyList<T> Read<T>(string path, Func<JsonElement, int, T> parse)
    {
        if (!File.Exists(path)) throw new PureException($"The file '{path}' does not exist. Check the path in the configuration; relative paths start at the current folder.");
        var rows = new List<T>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                rows.Add(parse(document.RootElement, number));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new PureException($"'{path}', line {number}: {Short(e)}. Correct or remove the line.", e);
            }
        }

        return rows.Count > 0 ? rows : throw new PureException($"The file '{path}' has no rows.");
    }

    /// <summary>A text field that must be there.</summary>
    public static string Text(JsonElement row, string field) =>
        row.TryGetProperty(field, out JsonElement value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"the field '{field}' is {value.ValueKind} and not a text")
            : throw new KeyNotFoundException($"there is no field '{field}'");

    /// <summary>A text field that may be missing or null.</summary>
    public static string? OptionalText(JsonElement row, string field) =>
        row.TryGetProperty(field, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? Text(row, field) : null;

    private static string Short(Exception e) => e.Message.Split('\n')[0].TrimEnd('.', ' ');
}
