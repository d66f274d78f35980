namespace Pure.Data;

/// <summary>Counts what a format leaves out on purpose, by reason.</summary>
public sealed class LeftOut
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The counts.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Counts one.</summary>
    /// <param name="reason">Why, in words: "rows: give_up".</param>
    public void Add(string reason) => _counts[reason] = _counts.GetValueOrDefault(reason) + 1;
}
