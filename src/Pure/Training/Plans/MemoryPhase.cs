namespace Pure.Training.Plans;

/// <summary>What is in memory at the height of one phase of a run.</summary>
/// <param name="Name">The phase.</param>
/// <param name="Items">Everything that counts, largest first.</param>
public sealed record MemoryPhase(string Name, IReadOnlyList<MemoryItem> Items)
{
    /// <summary>All of it.</summary>
    public long Total => Items.Sum(i => i.Bytes);

    /// <summary>Makes a phase, leaving out what is nothing.</summary>
    public static MemoryPhase Of(string name, IEnumerable<MemoryItem> items) => new(name, [.. items.Where(i => i.Bytes > 0).OrderByDescending(i => i.Bytes)]);
}
