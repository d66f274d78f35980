// The safetensors format: 8 bytes little-endian header length, a JSON header {name: {dtype, shape, data_offsets}}, then the
// data. Reading checks everything a damaged file could get wrong before any tensor is made; writing is deterministic: names in
// ordinal order, header padded to 8 bytes with spaces, so equal weights give equal files.
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>Reads and writes safetensors files.</summary>
public static class SafeTensors
{
    private const long LargestHeader = 100_000_000;
    private const int Slice = 1 << 28;  // Tensor.bytes spans at most 2 GiB, so data moves in slices

    /// <summary>Reads every tensor of a file.</summary>
    /// <exception cref="PureException">The file is missing or not a sound safetensors file; the message says where.</exception>
    public static SortedDictionary<string, Tensor> Read(string path)
    {
        if (!File.Exists(path)) throw new PureException($"The file '{path}' does not exist. Give the folder of a checkpoint that has it.");
        using FileStream file = File.OpenRead(path);
        List<SafeTensorEntry> entries = ReadHeader(file, path);
        var tensors = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (SafeTensorEntry entry in entries)
        {
            Tensor tensor = empty(entry.Shape, dtype: entry.Type).DetachFromDisposeScope();
            tensors[entry.Name] = tensor;
            file.Position = entry.Start;
            CopySlices(tensor, entry.Length, bytes => file.ReadExactly(bytes));
        }

        return tensors;
    }

    /// <summary>Writes tensors to a new file and flushes it to the disk.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="tensors">Tensors on the CPU.</param>
    /// <param name="metadata">Texts for the header's <c>__metadata__</c>; Hugging Face's readers expect <c>format: pt</c>.</param>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using DisposeScope scope = NewDisposeScope();
        string[] names = [.. tensors.Keys.Order(StringComparer.Ordinal)];
        byte[] header = Header(names, tensors, metadata ?? new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt" });
        using FileStream file = File.Create(path);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        file.Write(length);
        file.Write(header);
        foreach (string name in names)
        {
            Tensor flat = tensors[name].detach().contiguous().flatten();
            CopySlices(flat, flat.numel() * flat.element_size(), bytes => file.Write(bytes));
        }

        file.Flush(flushToDisk: true);
    }

    private static byte[] Header(string[] names, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new JsonObject();
        var texts = new JsonObject();
        foreach ((string key, string text) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) texts[key] = text;
        header["__metadata__"] = texts;
        long offset = 0;
        foreach (string name in names)
        {
            Tensor tensor = tensors[name];
            long end = offset + (tensor.numel() * tensor.element_size());
            header[name] = new JsonObject
            {
                ["dtype"] = SafeTensorEntry.NameOf(tensor.dtype),
                ["shape"] = new JsonArray([.. tensor.shape.Select(d => JsonValue.Create(d))]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        byte[] padded = new byte[(json.Length + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        json.CopyTo(padded, 0);
        return padded;
    }

    private static List<SafeTensorEntry> ReadHeader(FileStream file, string path)
    {
        if (file.Length < 8) throw Damaged(path, $"it has {file.Length} bytes and no header");
        Span<byte> prefix = stackalloc byte[8];
        file.ReadExactly(prefix);
        long length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length is < 2 or > LargestHeader || length > file.Length - 8)
            throw Damaged(path, $"its header claims {length} bytes and the file has {file.Length}");

        byte[] json = new byte[length];
        file.ReadExactly(json);
        List<SafeTensorEntry> entries = Entries(json, path, 8 + length);
        long end = 8 + length;
        foreach (SafeTensorEntry entry in entries.OrderBy(e => e.Start).ThenBy(e => e.Length))
        {
            if (entry.Start != end) throw Damaged(path, $"the data of tensor '{entry.Name}' does not start where the one before it ends");
            end = entry.Start + entry.Length;
        }

        if (end != file.Length) throw Damaged(path, $"its tensors end at byte {end} and the file at byte {file.Length}");
        return entries;
    }

    private static List<SafeTensorEntry> Entries(byte[] json, string path, long dataStart)
    {
        try
        {
            using JsonDocument header = JsonDocument.Parse(json);
            var entries = new List<SafeTensorEntry>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (JsonProperty property in header.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__") continue;
                if (!names.Add(property.Name)) throw Damaged(path, $"tensor '{property.Name}' occurs twice");
                entries.Add(SafeTensorEntry.Parse(property, dataStart)
                    ?? throw Damaged(path, $"the header entry of tensor '{property.Name}' is not sound (dtype, shape and data_offsets must agree)"));
            }

            return entries;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw Damaged(path, $"its header cannot be read ({e.Message.Split('\n')[0]})");
        }
    }

    private static PureException Damaged(string path, string what) =>
        new($"'{path}' is not a sound safetensors file: {what}. Copy or save the checkpoint again.");

    private delegate void Move(Span<byte> bytes);

    private static void CopySlices(Tensor tensor, long length, Move move)
    {
        if (length == 0) return;
        using DisposeScope scope = NewDisposeScope();
        Tensor flat = tensor.flatten();
        int size = (int)flat.element_size();
        for (long done = 0; done < length; done += Slice)
        {
            long bytes = Math.Min(Slice, length - done);
            move(flat.narrow(0, done / size, bytes / size).bytes);
        }
    }
}
