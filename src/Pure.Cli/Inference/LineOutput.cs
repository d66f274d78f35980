using Pure.Runs;

namespace Pure.Cli.Inference;

/// <summary>Where a command writes JSON Lines: a file, which appears when it is whole, or standard output.</summary>
internal static class LineOutput
{
    /// <summary>Writes.</summary>
    /// <param name="path">The file; <see langword="null"/> or - for standard output.</param>
    /// <param name="write">Gets the stream.</param>
    public static void Write(string? path, Action<Stream> write)
    {
        if (path is null or "-")
        {
            using var output = new BufferedStream(System.Console.OpenStandardOutput(), 1 << 16);
            write(output);
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"'{path}' cannot be written: {e.Message} Choose another --out.", e);
        }

        AtomicFile.Write(path, write);
    }
}
