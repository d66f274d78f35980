// The containers of data sets. Which one a file is follows from its name alone, and whatever it is, its rows come out as JSON
// objects: so a row format is written once and works for all of them.
using System.IO.Compression;
using System.Text.Json;

namespace Pure.Data.Files;

/// <summary>Opens a data file.</summary>
internal static class DataFile
{
    /// <summary>What a row is called in this file.</summary>
    public static string UnitOf(string path) => IsLines(Extension(path)) ? "line" : "row";

    /// <summary>All rows, one after the other, those that cannot be read with their problem.</summary>
    /// <exception cref="PureException">The file is missing, of an unknown kind, or not readable as a whole.</exception>
    public static IEnumerable<DataRow> Rows(string path)
    {
        if (!File.Exists(path))
        {
            throw new PureException(Directory.Exists(path)
                ? $"'{path}' is a folder, and a data file is needed. Name a file in it."
                : $"The file '{path}' does not exist. Check the path in the configuration; relative paths start at the current folder.");
        }

        return Extension(path) switch
        {
            ".parquet" => ParquetFile.Rows(path),
            ".json" => JsonFile.Rows(path),
            var lines when IsLines(lines) => JsonLinesFile.Rows(path),
            _ => throw new PureException($"The name of '{path}' does not say what kind of file it is. Read are .jsonl, .ndjson, .json, each also with .gz behind, and .parquet; rename or convert it."),
        };
    }

    /// <summary>Opens a file, unpacked.</summary>
    public static Stream Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"'{path}' cannot be read: {e.Message} Check its permissions.", e);
        }
    }

    /// <summary>The first line of an error of JSON's, without its place in .NET.</summary>
    public static string Short(Exception e) => e.Message.Split('\n')[0].TrimEnd('.', ' ', '\r');

    /// <summary>A value as a row, which must be an object.</summary>
    public static DataRow Row(int number, JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? new DataRow(number, value) : new DataRow(number, value, $"it is {Describe(value)} and not an object with named columns");

    /// <summary>What a value is, in words.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    private static bool IsLines(string extension) => extension is ".jsonl" or ".ndjson";

    private static string Extension(string path)
    {
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) path = path[..^3];
        return Path.GetExtension(path).ToUpperInvariant() switch { ".JSONL" => ".jsonl", ".NDJSON" => ".ndjson", ".JSON" => ".json", ".PARQUET" => ".parquet", var other => other };
    }
}
