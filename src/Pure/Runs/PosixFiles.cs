// The two file operations that .NET does not offer and that crash safety rests on: fsync of a folder, which makes a rename in it last
// through a power cut, and rename without checks before it, which replaces links and files in one step.
using System.Runtime.InteropServices;

namespace Pure.Runs;

/// <summary>POSIX file operations.</summary>
internal static partial class PosixFiles
{
    private const int ReadOnly = 0;

    /// <summary>Writes a file's data through to the disk.</summary>
    public static void SyncFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Writes the entries of a folder (names, renames) through to the disk.</summary>
    public static void SyncFolder(string path)
    {
        int handle = Open(path, ReadOnly);
        if (handle < 0) throw Failed($"The folder '{path}' cannot be opened");
        try
        {
            // File systems without sync of folders answer EINVAL; they have nothing to offer here.
            const int NotSupported = 22;
            if (Sync(handle) != 0 && Marshal.GetLastPInvokeError() != NotSupported) throw Failed($"The folder '{path}' cannot be synced");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>Renames in one step; a file, a link or an empty folder of the new name is replaced.</summary>
    public static void Rename(string from, string to)
    {
        if (Move(from, to) != 0) throw Failed($"'{from}' cannot be renamed to '{to}'");
    }

    private static IOException Failed(string what)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"{what}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Move(string from, string to);
}
