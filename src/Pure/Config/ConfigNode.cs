// The tree that a YAML text is read into: scalars keep their text, because what it means depends on the type of the key it is for.
// YamlDotNet's own representation model is not used: it throws at the first duplicate key, where all problems are wanted together.
namespace Pure.Config;

/// <summary>One value of a config text, with its place. Immutable.</summary>
internal abstract record ConfigNode(ConfigPlace Place)
{
    /// <summary>A single value.</summary>
    /// <param name="Place">Where it is written.</param>
    /// <param name="Text">Its text, quotes and escapes resolved.</param>
    /// <param name="IsPlain">Whether it was written without quotes.</param>
    internal sealed record Scalar(ConfigPlace Place, string Text, bool IsPlain) : ConfigNode(Place)
    {
        /// <summary>Whether this is YAML's null: nothing, <c>~</c> or <c>null</c>, without quotes.</summary>
        public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");
    }

    /// <summary>A sequence.</summary>
    internal sealed record List(ConfigPlace Place, IReadOnlyList<ConfigNode> Items) : ConfigNode(Place);

    /// <summary>A mapping, in the order written; keys are unique.</summary>
    internal sealed record Map(ConfigPlace Place, IReadOnlyList<Entry> Entries) : ConfigNode(Place)
    {
        public Entry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

        /// <summary>This mapping with one key added or replaced.</summary>
        public Map With(Entry changed) => this with
        {
            Entries = Find(changed.Key) is null
                ? [.. Entries, changed]
                : [.. Entries.Select(entry => entry.Key == changed.Key ? changed : entry)],
        };
    }

    /// <summary>A key with its value.</summary>
    internal sealed record Entry(string Key, ConfigPlace KeyPlace, ConfigNode Value);
}
