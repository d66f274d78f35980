using System.Globalization;

namespace Pure.Runs;

/// <summary>Room on a disk.</summary>
internal static class DiskSpace
{
    /// <summary>Bytes that are free where a path lies.</summary>
    /// <param name="path">An existing file or folder.</param>
    public static long Free(string path) => new DriveInfo(path).AvailableFreeSpace;

    /// <summary>Bytes of the files in a folder; 0 when it does not exist. Links are not followed.</summary>
    public static long Used(string folder) => !Directory.Exists(folder)
        ? 0
        : new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Sum(file => file.Length);

    /// <summary>A size in the unit that shows it: 4.2 GB, 15 MB, 3 kB.</summary>
    public static string Words(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB"),
        >= 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F0} MB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / 1e3):F0} kB"),
    };
}
