namespace Pure.Mutation;

/// <summary>A sample without repetition that depends on its seed alone.</summary>
internal static class Draw
{
    /// <summary>The first of all places in an order that the seed gives; fewer when there are not so many.</summary>
    public static IEnumerable<T> Some<T>(IReadOnlyList<T> all, int count, int seed) =>
        Enumerable.Range(0, all.Count).OrderBy(k => Mixed(((ulong)(uint)seed << 32) + (uint)k)).Take(count).Select(k => all[k]);

    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
