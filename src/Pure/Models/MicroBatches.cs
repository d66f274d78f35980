// Cuts a batch into micro-batches that fit a token budget after padding. Sequences are sorted by length first, so that little
// is padded. The cut depends on lengths and budget only; with losses that are sums over tokens divided by the whole batch's
// count, the gradient does not depend on it beyond rounding.
namespace Pure.Models;

/// <summary>Plans micro-batches by length.</summary>
public static class MicroBatches
{
    /// <summary>Groups of indices whose padded size, count times longest, stays within the budget. A sequence longer than the budget gets a group of its own.</summary>
    /// <param name="lengths">Length of each sequence, in tokens.</param>
    /// <param name="tokenBudget">Most tokens of one micro-batch, padding included.</param>
    public static List<int[]> ByTokens(IReadOnlyList<int> lengths, int tokenBudget)
    {
        int[] order = [.. Enumerable.Range(0, lengths.Count)];
        Array.Sort(order, (a, b) => lengths[a] != lengths[b] ? lengths[b].CompareTo(lengths[a]) : a.CompareTo(b));

        var groups = new List<int[]>();
        for (int start = 0; start < order.Length;)
        {
            int count = Math.Max(1, tokenBudget / Math.Max(1, lengths[order[start]]));  // the longest comes first
            int end = Math.Min(order.Length, start + count);
            groups.Add(order[start..end]);
            start = end;
        }

        return groups;
    }
}
