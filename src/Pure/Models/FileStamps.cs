using Pure.Text;

namespace Pure.Models;

/// <summary>Which weight files a folder had when they were read, so that weights are never read again from files that have changed.</summary>
internal sealed class FileStamps
{
    private readonly string _folder;
    private readonly string[] _stamps;

    private FileStamps(string folder)
    {
        _folder = folder;
        _stamps = Look();
    }

    /// <summary>The files as they are now.</summary>
    public static FileStamps Of(string folder) => new(folder);

    /// <summary>Checks that they are still the same.</summary>
    /// <exception cref="RunFailedException">They are not.</exception>
    public void Check()
    {
        if (!_stamps.SequenceEqual(Look(), StringComparer.Ordinal))
            throw new RunFailedException($"The weights in '{_folder}' have changed since they were read, and compute.release_idle_models reads them again. Bring the files back and resume, or set it to false.");
    }

    private string[] Look() =>
    [
        .. new[] { _folder, AdapterBase.Of(_folder) }.OfType<string>().Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*.safetensors")).Order(StringComparer.Ordinal)
            .Select(file => new FileInfo(file)).Select(file => FormattableString.Invariant($"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}")),
    ];
}
