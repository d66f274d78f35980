namespace Pure.Tests.Cli;

/// <summary>Bytes that arrive at most <paramref name="chunk"/> at a time, as from a pipe.</summary>
internal sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
{
    public int Reads { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Reads++;
        return base.Read(buffer, offset, Math.Min(count, chunk));
    }
}
