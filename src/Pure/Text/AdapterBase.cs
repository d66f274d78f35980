// A folder that holds low-rank adapters alone, as PEFT saves them, stands on the folder of a base model: what it lacks is looked for there.
// The folder is a property of the adapters, so what a user says of it is kept by the adapters' path and holds wherever they are read.
using System.Collections.Concurrent;

namespace Pure.Text;

/// <summary>From a folder of adapters to its base model.</summary>
public static class AdapterBase
{
    /// <summary>The file that says what an adapter is and what it stands on.</summary>
    public const string ConfigFile = "adapter_config.json";

    private const string Key = "base_model_name_or_path";

    /// <summary>Adapters whose base is not where they say, by their full path.</summary>
    private static readonly ConcurrentDictionary<string, string> Moved = new(StringComparer.Ordinal);

    /// <summary>Whether a folder holds adapters and no whole model.</summary>
    public static bool IsAdapter(string folder) =>
        File.Exists(Path.Combine(folder, ConfigFile)) && !File.Exists(Path.Combine(folder, "model.safetensors")) && !File.Exists(Path.Combine(folder, "model.safetensors.index.json"));

    /// <summary>The folder of the base model; <see langword="null"/> for a folder that is no adapter's.</summary>
    /// <exception cref="PureException">The base is not named, or is no folder here.</exception>
    public static string? Of(string folder)
    {
        if (!IsAdapter(folder)) return null;
        string file = Path.Combine(folder, ConfigFile);
        string named = JsonSource.Read(file, root => root[Key].String());

        if (Moved.TryGetValue(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), out string? moved)) return moved;

        // A relative name starts at the current folder, as everywhere; a pair of folders that is moved together may name the base from the adapter.
        string? found = Array.Find([named, Path.Combine(folder, named)], Directory.Exists);
        return found ?? throw new PureException($"'{folder}' holds adapters for the base model '{named}', which is no folder here. Set 'base' beside the adapters' 'path' in the configuration, or {Key} in '{file}', to the folder of that model.");
    }

    /// <summary>Says where the base model of some adapters is, whatever they name.</summary>
    /// <param name="folder">The adapters.</param>
    /// <param name="below">The base model.</param>
    /// <exception cref="PureException">The folder holds no adapters, or there is no such base.</exception>
    public static void Declare(string folder, string below)
    {
        if (!Directory.Exists(below)) throw new PureException($"The base model '{below}' of '{folder}' does not exist. Give the folder of the model that the adapters were trained on.");
        if (!IsAdapter(folder)) throw new PureException($"'{folder}' holds no adapters, so it has no base model '{below}'. Remove 'base', or give the folder with {ConfigFile}.");
        Moved[Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))] = below;
    }

    /// <summary>The folder that has a file: this one, or, where it is an adapter's and lacks it, the base model's.</summary>
    public static string Holder(string folder, params ReadOnlySpan<string> files)
    {
        foreach (string file in files)
        {
            if (File.Exists(Path.Combine(folder, file))) return folder;
        }

        return Directory.Exists(folder) && Of(folder) is { } below ? Holder(below, files) : folder;
    }
}
