using Pure.Runs;

namespace Pure.Cli.Demo;

/// <summary>The file by which a demo folder says which sizes it was made with.</summary>
internal static class DemoMark
{
    /// <summary>Marks a new folder, or checks that an existing one was made with the same sizes.</summary>
    /// <exception cref="PureException">The folder is another demo's, holds something else, or cannot be written.</exception>
    public static void Check(string folder, DemoPlan plan)
    {
        string path = Path.Combine(folder, "demo.txt");
        string sizes = plan + "\n";
        if (File.Exists(path))
        {
            if (File.ReadAllText(path) == sizes) return;
            throw new PureException($"'{folder}' holds a demo of other sizes (with or without --quick, or of another version). Choose another --out, or delete it.");
        }

        try
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                throw new PureException($"'{folder}' is not empty and holds no demo. Choose another --out.");
            Directory.CreateDirectory(folder);
            AtomicFile.WriteText(path, sizes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"'{folder}' cannot be written: {e.Message} Choose another --out.", e);
        }
    }
}
