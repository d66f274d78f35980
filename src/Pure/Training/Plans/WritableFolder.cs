using Pure.Runs;

namespace Pure.Training.Plans;

/// <summary>Tries whether a folder can be written, without leaving anything.</summary>
internal static class WritableFolder
{
    /// <summary>Checks a folder, or the nearest one above it that exists.</summary>
    /// <exception cref="PureException">It cannot be written.</exception>
    public static void Check(string path)
    {
        string? existing = Path.GetFullPath(path);
        while (existing is not null && !Directory.Exists(existing)) existing = Path.GetDirectoryName(existing);
        try
        {
            string probe = Path.Combine(existing ?? "/", $".pure-{Environment.ProcessId}-{Guid.NewGuid():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)) { }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"output_dir: '{path}' cannot be written ({e.Message.TrimEnd('.')}). Make it writable, or choose another output_dir.", e);
        }
    }

    /// <summary>Free space where a folder lies or would lie.</summary>
    public static long FreeSpace(string path)
    {
        string? existing = Path.GetFullPath(path);
        while (existing is not null && !Directory.Exists(existing)) existing = Path.GetDirectoryName(existing);
        return DiskSpace.Free(existing ?? "/");
    }
}
