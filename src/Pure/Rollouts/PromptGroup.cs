namespace Pure.Rollouts;

/// <summary>Responses to one and the same prompt, whatever problems it belongs to: the prompt goes through the model once for all of them.</summary>
/// <param name="Ids">The prompt.</param>
/// <param name="Rows">The responses.</param>
internal sealed record PromptGroup(int[] Ids, IReadOnlyList<RolloutRow> Rows)
{
    /// <summary>Groups rows by prompt, in the order of their first rows.</summary>
    public static List<PromptGroup> Of(IEnumerable<RolloutRow> rows) =>
        [.. rows.GroupBy(r => r.Prompt.Ids, PromptComparer.Instance).Select(g => new PromptGroup(g.Key, [.. g]))];

    private sealed class PromptComparer : IEqualityComparer<int[]>
    {
        public static readonly PromptComparer Instance = new();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] ids)
        {
            var hash = new HashCode();
            foreach (int id in ids) hash.Add(id);
            return hash.ToHashCode();
        }
    }
}
