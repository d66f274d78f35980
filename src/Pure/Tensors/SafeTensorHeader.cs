// The header of a safetensors file: 8 bytes little-endian length, then JSON {name: {dtype, shape, data_offsets}}. Everything that a
// damaged file could get wrong is checked here, before any memory is taken for a tensor.
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pure.Tensors;

/// <summary>Reads, checks and makes headers.</summary>
internal static class SafeTensorHeader
{
    private const long Largest = 100_000_000;

    /// <summary>The tensors of a file, in the order of their data.</summary>
    /// <exception cref="PureException">The header is not sound; the message says where.</exception>
    public static List<SafeTensorEntry> Read(FileStream file, string path)
    {
        if (file.Length < 8) throw Damaged(path, $"it has {file.Length} bytes and no header");
        Span<byte> prefix = stackalloc byte[8];
        file.ReadExactly(prefix);
        long length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length is < 2 or > Largest || length > file.Length - 8)
            throw Damaged(path, $"its header claims {length} bytes and the file has {file.Length}");

        byte[] json = new byte[length];
        file.ReadExactly(json);
        List<SafeTensorEntry> entries = [.. Entries(json, path, 8 + length).OrderBy(e => e.Start).ThenBy(e => e.Length)];
        long end = 8 + length;
        foreach (SafeTensorEntry entry in entries)
        {
            if (entry.Start != end) throw Damaged(path, $"the data of tensor '{entry.Name}' does not start where the one before it ends");
            end = entry.Start + entry.Length;
        }

        return end == file.Length ? entries : throw Damaged(path, $"its tensors end at byte {end} and the file at byte {file.Length}");
    }

    /// <summary>The header of a new file, with its length before it, padded with spaces so that the data starts at a multiple of 8.</summary>
    /// <param name="tensors">In the order of their data.</param>
    /// <param name="metadata">Texts for <c>__metadata__</c>.</param>
    public static byte[] Make(IReadOnlyList<TensorSpec> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new JsonObject();
        var texts = new JsonObject();
        foreach ((string key, string text) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) texts[key] = text;
        header["__metadata__"] = texts;
        long offset = 0;
        foreach (TensorSpec tensor in tensors)
        {
            long end = offset + tensor.Bytes;
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = SafeTensorEntry.NameOf(tensor.Type),
                ["shape"] = new JsonArray([.. tensor.Shape.Select(d => JsonValue.Create(d))]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        byte[] made = new byte[8 + ((json.Length + 7) / 8 * 8)];
        made.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(made, made.Length - 8);
        json.CopyTo(made, 8);
        return made;
    }

    private static List<SafeTensorEntry> Entries(byte[] json, string path, long dataStart)
    {
        try
        {
            using JsonDocument header = JsonDocument.Parse(json);
            var entries = new List<SafeTensorEntry>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            if (header.RootElement.ValueKind != JsonValueKind.Object) throw Damaged(path, "its header is not a JSON object");
            foreach (JsonProperty property in header.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__") continue;
                if (!names.Add(property.Name)) throw Damaged(path, $"tensor '{property.Name}' occurs twice");
                if (property.Value.ValueKind != JsonValueKind.Object) throw Damaged(path, $"the header entry of tensor '{property.Name}' is not an object");
                if (SafeTensorEntry.MissingField(property.Value) is { } field) throw Damaged(path, $"the header entry of tensor '{property.Name}' has no '{field}'");
                entries.Add(SafeTensorEntry.Parse(property, dataStart)
                    ?? throw Damaged(path, $"the header entry of tensor '{property.Name}' is not sound (dtype, shape and data_offsets must agree)"));
            }

            return entries;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw Damaged(path, $"its header cannot be read ({e.Message.Split('\n')[0]})");
        }
    }

    private static PureException Damaged(string path, string what) =>
        new($"'{path}' is not a sound safetensors file: {what}. Copy or save the checkpoint again.");
}
