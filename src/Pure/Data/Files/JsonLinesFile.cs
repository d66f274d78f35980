// JSON Lines: one object a line, blank lines allowed. Read as bytes: a byte that is not UTF-8 is a bad row, not a silent U+FFFD.
using System.Text.Json;

namespace Pure.Data.Files;

/// <summary>Reads JSON Lines.</summary>
internal static class JsonLinesFile
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>All rows.</summary>
    public static IEnumerable<DataRow> Rows(string path)
    {
        int number = 0;
        foreach (ReadOnlyMemory<byte> line in Lines(path))
        {
            number++;
            if (line.Span.Trim(" \t\r"u8).IsEmpty) continue;
            JsonDocument? document = null;
            string? problem = null;
            try
            {
                document = JsonDocument.Parse(line);
            }
            catch (JsonException e)
            {
                problem = $"it is not valid JSON ({DataFile.Short(e)})";
            }

            using (document) yield return document is null ? new DataRow(number, default, problem) : DataFile.Row(number, document.RootElement);
        }
    }

    /// <summary>The lines, each without what ends it; a line's memory is used again for the next.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(string path)
    {
        using Stream stream = DataFile.Open(path);
        byte[] buffer = new byte[1 << 16];
        int start = 0, end = 0;
        bool first = true;
        while (true)
        {
            int length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length < 0)
            {
                (buffer, start, end, bool more) = Fill(stream, path, buffer, start, end);
                if (more) continue;
                if (end > start) yield return WithoutMark(buffer.AsMemory(start, end - start), first);
                yield break;
            }

            yield return WithoutMark(buffer.AsMemory(start, length), first);
            first = false;
            start += length + 1;
        }
    }

    private static (byte[] Buffer, int Start, int End, bool More) Fill(Stream stream, string path, byte[] buffer, int start, int end)
    {
        byte[] next = end - start > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
        buffer.AsSpan(start, end - start).CopyTo(next);
        int kept = end - start;
        try
        {
            int read = stream.Read(next, kept, next.Length - kept);
            return (next, 0, kept + read, read > 0);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new PureException($"'{path}' cannot be read to its end: {DataFile.Short(e)}. Copy it again.", e);
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> line, bool first) =>
        first && line.Span.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
}
