// A .json file: a list of objects, an object whose column 'data' is such a list, or (as many data sets on the Hub name them) JSON
// Lines after all.
using System.Text.Json;

namespace Pure.Data.Files;

/// <summary>Reads JSON.</summary>
internal static class JsonFile
{
    /// <summary>All rows.</summary>
    public static IEnumerable<DataRow> Rows(string path)
    {
        using JsonDocument? document = Parse(path);
        if (document is null)
        {
            foreach (DataRow row in JsonLinesFile.Rows(path)) yield return row;
            yield break;
        }

        int number = 0;
        foreach (JsonElement row in List(document.RootElement, path).EnumerateArray()) yield return DataFile.Row(++number, row);
    }

    /// <returns><see langword="null"/> when a second value follows the first, as in JSON Lines.</returns>
    private static JsonDocument? Parse(string path)
    {
        using Stream stream = DataFile.Open(path);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        ReadOnlyMemory<byte> bytes = memory.GetBuffer().AsMemory(0, (int)memory.Length);
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException e)
        {
            if (LooksLikeLines(bytes.Span)) return null;
            throw new PureException($"'{path}' is not valid JSON: {DataFile.Short(e)}. Correct it, or name it .jsonl if it has one object a line.", e);
        }
    }

    /// <summary>Whether the first line is an object by itself.</summary>
    private static bool LooksLikeLines(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.TrimStart(" \t\r\n"u8);
        int end = bytes.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = (end < 0 ? bytes : bytes[..end]).TrimEnd(" \t\r"u8);
        return line is [(byte)'{', .., (byte)'}'];
    }

    private static JsonElement List(JsonElement root, string path) => root.ValueKind switch
    {
        JsonValueKind.Array => root,
        JsonValueKind.Object when root.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Array => data,
        _ => throw new PureException($"'{path}' holds {DataFile.Describe(root)}, and a list of rows is needed (or an object with such a list as 'data', or one object a line)."),
    };
}
