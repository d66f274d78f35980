// A checkpoint is several files that belong together. They are written into a folder beside the final one, every file and folder is
// synced, and a single rename makes them visible; so a folder under its final name is complete, after a crash and a power cut too.
namespace Pure.Runs;

/// <summary>Writes a folder that appears whole or not at all.</summary>
public static class AtomicFolder
{
    /// <summary>Stands in the name of a folder or file that is being written.</summary>
    internal const string Partial = ".partial-";

    /// <summary>Stands in the name of a whole folder that steps aside for its replacement.</summary>
    internal const string Replaced = ".replaced-";

    /// <summary>Stands in the name of a folder that is being deleted.</summary>
    internal const string Deleted = ".deleted-";

    /// <summary>Writes a folder. Leftovers of an earlier write of the same folder that crashed are removed first.</summary>
    /// <param name="finalPath">The folder to appear; one that exists is replaced. Its parent is made if missing. Only one process may
    /// write it at a time.</param>
    /// <param name="write">Writes the content into the folder whose path it is given.</param>
    /// <exception cref="RunFailedException">The disk is full or cannot be written; nothing appeared, and what stood there before is
    /// untouched. Other exceptions of <paramref name="write"/> pass through, with the same guarantee.</exception>
    public static void Write(string finalPath, Action<string> write)
    {
        string parent = Path.GetDirectoryName(Path.GetFullPath(finalPath))!;
        string partial = NewName(finalPath, Partial);
        try
        {
            Directory.CreateDirectory(parent);
            Recover(parent, Path.GetFileName(finalPath));
            Directory.CreateDirectory(partial);
            write(partial);
            SyncTree(partial);
            Replace(partial, finalPath);
            PosixFiles.SyncFolder(parent);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Failure(finalPath, e, "Everything saved before it is untouched.");
        }
        finally
        {
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        }
    }

    /// <summary>Deletes a folder so that it is never seen with some of its files gone.</summary>
    public static void Delete(string path)
    {
        string deleted = NewName(path, Deleted);
        PosixFiles.Rename(path, deleted);
        Directory.Delete(deleted, recursive: true);
    }

    /// <summary>Removes what crashed writes left in a folder, and brings back a folder whose replacement never appeared.</summary>
    /// <param name="parent">The folder to look in.</param>
    /// <param name="name">Only leftovers of this name; all when it is "*".</param>
    internal static void Recover(string parent, string name = "*")
    {
        foreach (string replaced in Directory.GetDirectories(parent, $"{name}{Replaced}*"))
        {
            string final = replaced[..replaced.LastIndexOf(Replaced, StringComparison.Ordinal)];
            if (Directory.Exists(final)) Delete(replaced);
            else PosixFiles.Rename(replaced, final);
        }

        foreach (string deleted in Directory.GetDirectories(parent, $"{name}{Deleted}*")) Directory.Delete(deleted, recursive: true);
        foreach (string partial in Directory.GetDirectories(parent, $"{name}{Partial}*")) Directory.Delete(partial, recursive: true);
        foreach (string partial in Directory.GetFiles(parent, $"{name}{Partial}*")) File.Delete(partial);
    }

    internal static string NewName(string path, string kind) => $"{path.TrimEnd('/')}{kind}{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>
    /// A rename cannot replace a folder with content, so the old one steps aside first; after a crash in between, <see cref="Recover"/>
    /// puts it back.
    /// </summary>
    private static void Replace(string partial, string finalPath)
    {
        string? replaced = Directory.Exists(finalPath) ? NewName(finalPath, Replaced) : null;
        if (replaced is not null) PosixFiles.Rename(finalPath, replaced);
        PosixFiles.Rename(partial, finalPath);
        if (replaced is not null) Delete(replaced);
    }

    private static void SyncTree(string folder)
    {
        foreach (string file in Directory.GetFiles(folder)) PosixFiles.SyncFile(file);
        foreach (string child in Directory.GetDirectories(folder)) SyncTree(child);
        PosixFiles.SyncFolder(folder);
    }
}
