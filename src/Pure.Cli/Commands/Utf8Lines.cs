namespace Pure.Cli.Commands;

/// <summary>
/// The lines of a byte stream, as they arrive. Bytes, not characters, because a line that is not valid UTF-8 must be
/// reported as that line, where a text reader would put U+FFFD in its place.
/// </summary>
internal static class Utf8Lines
{
    private const int LongestLine = 1 << 28;

    /// <summary>
    /// Each line without its line end ("\n" or "\r\n"), valid until the next one is asked for.
    /// <paramref name="beforeWaiting"/> runs before each read, which may block: the place to flush what is written so far.
    /// </summary>
    /// <exception cref="PureException">A line is longer than 256 MiB.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(Stream stream, Action beforeWaiting)
    {
        byte[] buffer = new byte[1 << 16];
        int start = 0, end = 0, searched = 0, count;
        do
        {
            beforeWaiting();
            count = stream.Read(buffer, end, buffer.Length - end);
            end += count;
            for (int length; (length = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n')) >= 0; start = searched)
            {
                int lineEnd = searched + length;
                searched = lineEnd + 1;
                yield return WithoutReturn(buffer.AsMemory(start, lineEnd - start));
            }

            searched = end;
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                searched = end -= start;
                start = 0;
            }
            else if (end == buffer.Length)
            {
                if (buffer.Length >= LongestLine) throw new PureException($"A line is longer than {LongestLine >> 20} MiB. Is this a JSON Lines file?");
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
        while (count > 0);

        if (end > 0) yield return WithoutReturn(buffer.AsMemory(0, end));
    }

    private static ReadOnlyMemory<byte> WithoutReturn(ReadOnlyMemory<byte> line) => line.Span is [.., (byte)'\r'] ? line[..^1] : line;
}
