using System.Globalization;

namespace Pure.Config;

/// <summary>
/// Puts <c>--set key.path=value</c> into the tree of values before it becomes a record, so that an override is read and checked like a
/// line of the file.
/// </summary>
internal static class ConfigOverrides
{
    /// <summary>Applies the overrides in their order; a later one wins.</summary>
    /// <param name="root">The values of the file.</param>
    /// <param name="overrides">Each <c>key.path=value</c>: the value is YAML (lists too: <c>a=[1, 2]</c>), a number in the path is an
    /// entry of a list that the file gives.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static ConfigNode.Map Apply(ConfigNode.Map root, IReadOnlyList<string> overrides, ConfigProblems problems)
    {
        foreach (string text in overrides)
        {
            ConfigPlace place = new($"--set {text}", 0, 0);
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string[] path = equals < 0 ? [] : text[..equals].Trim().Split('.');
            if (path.Length == 0 || path.Any(part => part.Length == 0))
            {
                problems.Add(place, "", "must have the form key=value, such as --set seed=7 or --set section.key=value.");
                continue;
            }

            if (YamlReader.ReadValue(text[(equals + 1)..], place.Source, problems) is { } value)
                root = (ConfigNode.Map?)Set(root, path, 0, value, problems) ?? root;
        }

        return root;
    }

    /// <summary>
    /// A copy of <paramref name="node"/> in which the value at the path is replaced; the nodes themselves may be shared by aliases and
    /// never change.
    /// </summary>
    private static ConfigNode? Set(ConfigNode node, string[] path, int depth, ConfigNode value, ConfigProblems problems)
    {
        if (depth == path.Length) return value;
        string part = path[depth];
        switch (node)
        {
            case ConfigNode.Map map:
                ConfigNode below = map.Find(part)?.Value ?? Empty(value.Place);
                return Set(below, path, depth + 1, value, problems) is { } set ? map.With(new ConfigNode.Entry(part, value.Place, set)) : null;
            case ConfigNode.Scalar { IsNull: true }:
                return Set(Empty(value.Place), path, depth, value, problems);
            case ConfigNode.List list when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < list.Items.Count:
                if (Set(list.Items[index], path, depth + 1, value, problems) is not { } item) return null;
                return list with { Items = [.. list.Items.Select((old, i) => i == index ? item : old)] };
            case ConfigNode.List list:
                problems.Add(value.Place, "", $"'{part}' is no entry of the list '{string.Join('.', path[..depth])}', which has {list.Items.Count}, counted from 0.");
                return null;
            default:
                problems.Add(value.Place, "", $"'{string.Join('.', path[..depth])}' is a single value in the file and has no key '{part}'.");
                return null;
        }
    }

    private static ConfigNode.Map Empty(ConfigPlace place) => new(place, []);
}
