namespace Pure.Runs;

/// <summary>Writes a file so that whoever looks sees the old content or the new, never a part, whatever happens in between.</summary>
public static class AtomicFile
{
    /// <summary>Writes beside the file, syncs, renames over it and syncs the folder. The folder must exist.</summary>
    /// <exception cref="RunFailedException">The disk is full or cannot be written; the old content is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string partial = AtomicFolder.NewName(path, AtomicFolder.Partial);
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            PosixFiles.Rename(partial, path);
            PosixFiles.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Failure(path, e, "What stood there before is untouched.");
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Writes a text in UTF-8.</summary>
    /// <exception cref="RunFailedException">As <see cref="Write"/>.</exception>
    public static void WriteText(string path, string text) => Write(path, file => file.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
