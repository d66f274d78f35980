using System.Collections;
using Pure.Text;

namespace Pure.Config;

/// <summary>The files and folders that a config names.</summary>
public static class ConfigPaths
{
    /// <summary>Key path and file path of every <see cref="PathKeyAttribute"/> that has a value, those of nested sections too.</summary>
    public static IEnumerable<(string Key, string Path)> Of(object config) => Of(config, "");

    /// <summary>Says of every folder of adapters that has a <c>base</c> beside it where its base model is.</summary>
    /// <exception cref="PureException">The folder holds no adapters, or there is no such base.</exception>
    public static void DeclareBases(object config)
    {
        const string Base = ".base", Folder = ".path";
        Dictionary<string, string> paths = Of(config).ToDictionary(p => p.Key, p => p.Path, StringComparer.Ordinal);
        foreach ((string key, string below) in paths.Where(p => p.Key.EndsWith(Base, StringComparison.Ordinal)))
        {
            if (paths.TryGetValue(key[..^Base.Length] + Folder, out string? folder)) AdapterBase.Declare(folder, below);
        }
    }

    private static IEnumerable<(string Key, string Path)> Of(object record, string path)
    {
        foreach (ConfigKey key in ConfigKeys.Of(record.GetType()))
        {
            string keyPath = path.Length == 0 ? key.Name : $"{path}.{key.Name}";
            object? value = key.Get(record);
            if (value is null || !(key.IsPath || key.IsRecord)) continue;
            IEnumerable<(object Value, string Key)> values = key.ElementType is null
                ? [(value, keyPath)]
                : ((IEnumerable)value).Cast<object>().Select((item, i) => (item, $"{keyPath}.{i}"));
            foreach ((object single, string name) in values)
            {
                if (key.IsRecord)
                {
                    foreach ((string, string) inner in Of(single, name)) yield return inner;
                }
                else if (single is string { Length: > 0 } file)
                {
                    yield return (name, file);
                }
            }
        }
    }
}
