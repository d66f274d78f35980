using Microsoft.Data.Sqlite;

namespace Pure.Runs;

/// <summary>Tells a disk that is full or may not be written from other errors, and says so in a sentence.</summary>
internal static class DiskErrors
{
    private const int NoSpace = 28;        // ENOSPC
    private const int TooLarge = 27;       // EFBIG
    private const int QuotaReached = 122;  // EDQUOT
    private const int WouldBlock = 11;     // EWOULDBLOCK
    private const int SqliteFull = 13;

    /// <summary>Whether the operation failed for lack of space.</summary>
    public static bool IsFull(Exception e) => e switch
    {
        IOException io => io.HResult is NoSpace or QuotaReached or TooLarge,
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteFull,
        _ => false,
    };

    /// <summary>Whether another process has locked the file.</summary>
    public static bool IsInUse(IOException e) => e.HResult == WouldBlock;

    /// <summary>Whether the operation failed because of the disk at all.</summary>
    public static bool IsDisk(Exception e) => e is IOException or UnauthorizedAccessException || IsFull(e);

    /// <summary>The exception to end a run with.</summary>
    /// <param name="path">What was being written.</param>
    /// <param name="e">Why it failed.</param>
    /// <param name="safe">What is untouched and can be relied on.</param>
    public static RunFailedException Failure(string path, Exception e, string safe) => IsFull(e)
        ? new RunFailedException($"'{path}' could not be written because the disk is full (or a quota is reached). {safe} Free some space, then run the command again (sft, reward and rl: with --resume).", e)
        : new RunFailedException($"'{path}' could not be written: {e.Message} {safe}", e);
}
