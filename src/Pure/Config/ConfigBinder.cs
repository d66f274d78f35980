using System.Collections;

namespace Pure.Config;

/// <summary>
/// Turns a tree of values into a config record, strictly: what is not understood is a problem, never ignored. Goes on after a problem, so
/// that all of them are found in one pass.
/// </summary>
internal sealed class ConfigBinder(Type root, ConfigProblems problems)
{
    /// <summary>Reads a record.</summary>
    /// <param name="map">The values given.</param>
    /// <param name="defaults">The record that holds wherever <paramref name="map"/> gives nothing; not changed.</param>
    /// <param name="path">Key path of this record; empty for the root.</param>
    /// <returns>The record, complete only if no problem was added.</returns>
    public object Record(ConfigNode.Map map, object defaults, string path)
    {
        int before = problems.Count;
        object record = ConfigKeys.Clone(defaults);
        IReadOnlyList<ConfigKey> keys = ConfigKeys.Of(record.GetType());
        string[] known = [.. ConfigVariants.NameOf(record.GetType()) is null ? [] : new[] { ConfigVariants.Key }, .. keys.Select(key => key.Name)];
        foreach (ConfigNode.Entry entry in map.Entries)
        {
            if (!known.Contains(entry.Key)) problems.Add(entry.KeyPlace, Join(path, entry.Key), UnknownKey(entry.Key, known, path));
        }

        foreach (ConfigKey key in keys) Bind(key, map, record, path);
        if (problems.Count == before && record is IChecked checkedRecord) Check(checkedRecord, map, path);
        return record;
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string Absolute(string path)
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return path.StartsWith("~/", StringComparison.Ordinal) && home.Length > 0 ? Path.GetFullPath(path[2..], home) : Path.GetFullPath(path);
    }

    private void Bind(ConfigKey key, ConfigNode.Map map, object record, string path)
    {
        string keyPath = Join(path, key.Name);
        ConfigNode.Entry? entry = map.Find(key.Name);
        if (entry is null && key.IsRequired && key.Get(record) is (null or ""))
        {
            problems.Add(map.Place, keyPath, "is required and not given.");
            return;
        }

        int before = problems.Count;
        object? value = entry is null ? Default(key, record, map.Place, keyPath) : Value(key, entry.Value, key.Get(record), keyPath);
        if (problems.Count != before)
        {
            // What is right in a section is kept, for those who go on to look for further problems.
            if (value is not null && key.IsRecord && key.ElementType is null) key.Set(record, value);
            return;
        }

        if (key.IsPath) value = Paths(value, entry?.Value.Place ?? map.Place, keyPath);
        foreach (string problem in ConfigRules.Problems(key, value)) problems.Add(entry?.Value.Place ?? map.Place, keyPath, problem);
        if (problems.Count == before) key.Set(record, value);
    }

    /// <summary>
    /// A key that is not given keeps its default; a nested record is still gone through, for its required keys and its own checks.
    /// </summary>
    private object? Default(ConfigKey key, object record, ConfigPlace place, string path)
    {
        object? value = key.Get(record);
        return key.IsRecord && key.ElementType is null && value is not null ? Section(key.Type, new ConfigNode.Map(place, []), value, path) : value;
    }

    private object? Value(ConfigKey key, ConfigNode node, object? current, string path)
    {
        if (node is ConfigNode.Scalar { IsNull: true })
        {
            if (key.IsNullable && !key.IsRequired) return null;

            // A section whose keys are all commented out is a section with its defaults.
            if (key.IsRecord && key.ElementType is null) return Section(key.Type, new ConfigNode.Map(node.Place, []), current, path);
            string quotes = key.ValueType == typeof(string) ? " Quote it if the word itself is meant." : "";
            problems.Add(node.Place, path, $"has no value; it takes {Describe(key)}.{quotes}");
            return null;
        }

        if (key.ElementType is null) return Single(key.Type, node, current, path);
        if (node is ConfigNode.List list) return List(key, list, path);
        problems.Add(node.Place, path, $"takes {Describe(key)}. Write it in brackets: [a, b].");
        return null;
    }

    private Array List(ConfigKey key, ConfigNode.List list, string path)
    {
        Array items = Array.CreateInstance(key.ElementType!, list.Items.Count);
        for (int i = 0; i < items.Length; i++)
        {
            int before = problems.Count;
            string itemPath = $"{path}.{i}";
            object? item = null;
            if (list.Items[i] is ConfigNode.Scalar { IsNull: true } empty) problems.Add(empty.Place, itemPath, "is empty.");
            else item = Single(key.ElementType!, list.Items[i], null, itemPath);
            if (problems.Count == before) items.SetValue(item, i);
        }

        return items;
    }

    private object? Single(Type type, ConfigNode node, object? current, string path)
    {
        if (ConfigScalars.IsFree(type))
        {
            if (node is ConfigNode.Map free) return FreeSection.Read(free);
            problems.Add(node.Place, path, $"takes {ConfigScalars.Describe(type)}, not {Describe(node)}.");
            return null;
        }

        if (ConfigScalars.IsScalar(type))
        {
            if (node is not ConfigNode.Scalar scalar)
            {
                problems.Add(node.Place, path, $"takes {ConfigScalars.Describe(type)}, not {Describe(node)}.");
                return null;
            }

            if (ConfigScalars.Read(type, scalar, out object? value) is { } problem) problems.Add(node.Place, path, problem);
            return value;
        }

        if (node is ConfigNode.Map map) return Section(type, map, current, path);
        problems.Add(node.Place, path, $"is a section and takes 'key: value' lines, not {Describe(node)}.");
        return null;
    }

    /// <summary>A nested record; of a section with kinds, the one that its key <c>kind</c> names.</summary>
    private object? Section(Type declared, ConfigNode.Map map, object? current, string path)
    {
        string? kind = null;
        if (ConfigVariants.Has(declared) && map.Find(ConfigVariants.Key)?.Value is { } given)
        {
            kind = given is ConfigNode.Scalar scalar ? scalar.Text : "";
            if (ConfigVariants.Start(declared, kind, current) is null)
            {
                string[] names = [.. ConfigVariants.Of(declared).Select(known => known.Name)];
                string guess = NearestName.Of(kind, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
                problems.Add(given.Place, Join(path, ConfigVariants.Key), $"'{kind}' is not known; it must be one of {string.Join(", ", names)}.{guess}");
                return null;
            }
        }

        return Record(map, ConfigVariants.Start(declared, kind, current)!, path);
    }

    private object? Paths(object? value, ConfigPlace place, string path)
    {
        if (value is null) return null;
        string[] texts = value is string single ? [single] : [.. ((IEnumerable)value).Cast<string>()];
        if (texts.Any(text => text.Length == 0 || text.Contains('\0', StringComparison.Ordinal)))
        {
            problems.Add(place, path, "must be the path of a file or folder; it is empty or holds a zero character.");
            return value;
        }

        string[] absolute = [.. texts.Select(Absolute)];
        return value is string ? absolute[0] : absolute;
    }

    private void Check(IChecked record, ConfigNode.Map map, string path)
    {
        foreach (string problem in record.Problems())
        {
            string[] key = problem.Split([' ', ',', ':'], 2)[0].Split('.');
            problems.Add(Deepest(map, key).Place, path, problem);
        }
    }

    /// <summary>The value at a key path, or of the section that lacks it.</summary>
    private static ConfigNode Deepest(ConfigNode node, ReadOnlySpan<string> key) =>
        key.Length > 0 && node is ConfigNode.Map map && map.Find(key[0]) is { } entry ? Deepest(entry.Value, key[1..]) : node;

    private string UnknownKey(string name, IReadOnlyList<string> keys, string path)
    {
        if (NearestName.Of(name, keys) is { } nearest) return $"there is no such key; did you mean '{nearest}'?";
        string[] elsewhere = [.. Find(name, root, "", depth: 0).Where(place => place != Join(path, name))];
        if (elsewhere.Length > 0) return $"there is no such key here; did you mean '{elsewhere[0]}'?";
        return $"there is no such key. Known are {string.Join(", ", keys)}.";
    }

    private static IEnumerable<string> Find(string name, Type record, string path, int depth)
    {
        if (depth > 4) yield break;
        foreach (ConfigKey key in ConfigKeys.Of(record))
        {
            if (key.Name == name) yield return Join(path, name);
            if (!key.IsRecord) continue;
            foreach (string place in ConfigVariants.Types(key.ValueType).SelectMany(type => Find(name, type, Join(path, key.Name), depth + 1))) yield return place;
        }
    }

    private static string Describe(ConfigKey key) =>
        key.ElementType is null ? ConfigScalars.Describe(key.Type)
        : key.IsRecord ? "a list of sections"
        : $"a list, each entry {ConfigScalars.Describe(key.ElementType)}";

    private static string Describe(ConfigNode node) => node switch
    {
        ConfigNode.Map => "a section",
        ConfigNode.List => "a list",
        _ => "a single value",
    };
}
