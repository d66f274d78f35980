// Parquet, read row group by row group and turned into the same JSON objects that other files hold: structs become objects and
// lists become lists.
using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parquet;
using Parquet.Serialization;

namespace Pure.Data.Files;

/// <summary>Reads Parquet.</summary>
internal static class ParquetFile
{
    private static readonly ParquetOptions Options = new();

    /// <summary>All rows.</summary>
    public static IEnumerable<DataRow> Rows(string path)
    {
        int number = 0, groups = Guarded(path, () => Groups(path));
        for (int group = 0; group < groups; group++)
        {
            int index = group;
            foreach (IDictionary<string, object?> row in Guarded(path, () => Group(path, index)))
            {
                number++;
                using JsonDocument document = JsonSerializer.SerializeToDocument(Node(row));
                yield return DataFile.Row(number, document.RootElement);
            }
        }
    }

    // The library is asynchronous throughout; a data set is read before anything else goes on, so waiting for it is right.
    private static int Groups(string path) => Task.Run(async () =>
    {
        using Stream stream = DataFile.Open(path);
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream, Options).ConfigureAwait(false);
        return reader.RowGroupCount;
    }).GetAwaiter().GetResult();

    private static IEnumerable<IDictionary<string, object?>> Group(string path, int group) => Task.Run(async () =>
    {
        using Stream stream = DataFile.Open(path);
        var result = await ParquetSerializer.DeserializeUntypedAsync(stream, Options, group).ConfigureAwait(false);
        return (IEnumerable<IDictionary<string, object?>>)result.Data;
    }).GetAwaiter().GetResult();

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (PureException or OutOfMemoryException))
        {
            throw new PureException($"'{path}' cannot be read as Parquet: {DataFile.Short(e)}. Copy or convert it again.", e);
        }
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        ReadOnlyMemory<char> text => JsonValue.Create(text.ToString()),
        bool flag => JsonValue.Create(flag),
        double or float => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        decimal number => JsonValue.Create(number),
        byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
        ReadOnlyMemory<byte> bytes => JsonValue.Create(Convert.ToBase64String(bytes.Span)),
        IDictionary<string, object?> fields => new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, Node(f.Value)))),
        IDictionary fields => new JsonObject(fields.Keys.Cast<object>().Select(k => KeyValuePair.Create(Convert.ToString(k, CultureInfo.InvariantCulture)!, Node(fields[k])))),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(Node)]),
        sbyte or byte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong number => JsonValue.Create(number),
        IFormattable other => JsonValue.Create(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(value.ToString()),
    };

    // JSON has no word for infinities and not-a-number; they stay visible as texts.
    private static JsonValue Number(double number) =>
        double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));
}
