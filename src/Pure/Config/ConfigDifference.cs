namespace Pure.Config;

/// <summary>A key in which two configs differ.</summary>
/// <param name="Path">Key path, such as <c>rl.learning_rate</c> or <c>phases.1.data</c>.</param>
/// <param name="First">Value of the first config as YAML; "(absent)" when it has no such key.</param>
/// <param name="Second">Value of the second.</param>
public sealed record ConfigDifference(string Path, string First, string Second)
{
    private const string Absent = "(absent)";

    /// <summary>All differences between two configs of one type, in the order of the keys.</summary>
    public static IReadOnlyList<ConfigDifference> Between<T>(T first, T second)
        where T : notnull
    {
        Dictionary<string, string> before = new(Flatten(first, ""), StringComparer.Ordinal);
        Dictionary<string, string> after = new(Flatten(second, ""), StringComparer.Ordinal);
        return
        [
            .. before.Keys.Union(after.Keys, StringComparer.Ordinal)
                .Select(path => new ConfigDifference(path, before.GetValueOrDefault(path, Absent), after.GetValueOrDefault(path, Absent)))
                .Where(difference => difference.First != difference.Second),
        ];
    }

    private static IEnumerable<KeyValuePair<string, string>> Flatten(object record, string path)
    {
        if (ConfigVariants.NameOf(record.GetType()) is { } kind) yield return new($"{path}.{ConfigVariants.Key}", ConfigScalars.Write(kind));
        foreach (ConfigKey key in ConfigKeys.Of(record.GetType()))
        {
            string keyPath = path.Length == 0 ? key.Name : $"{path}.{key.Name}";
            object? value = key.Get(record);
            if (value is null || !key.IsRecord)
            {
                yield return new(keyPath, ConfigWriter.Inline(key, value));
                continue;
            }

            IEnumerable<(object Record, string Path)> records = key.ElementType is null
                ? [(value, keyPath)]
                : ((System.Collections.IEnumerable)value).Cast<object>().Select((item, i) => (item, $"{keyPath}.{i}"));
            foreach (KeyValuePair<string, string> pair in records.SelectMany(item => Flatten(item.Record, item.Path))) yield return pair;
        }
    }
}
