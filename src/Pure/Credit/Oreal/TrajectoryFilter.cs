using Pure.Data;

namespace Pure.Credit.Oreal;

/// <summary>Which samples OREAL trains on: problems that are neither always nor never solved, and of each one right and one wrong response.</summary>
public static class TrajectoryFilter
{
    /// <summary>Indices of the samples kept; of a pair the right one comes first.</summary>
    /// <param name="rewards">+1 or -1 of each sample; those of a problem stand beside each other.</param>
    /// <param name="groupSize">Samples of each problem.</param>
    /// <param name="onePair">Whether only one right and one wrong sample are kept, drawn at random.</param>
    /// <param name="seed">Of the draws.</param>
    public static int[] Keep(IReadOnlyList<double> rewards, int groupSize, bool onePair, ulong seed)
    {
        var kept = new List<int>();
        for (int first = 0; first < rewards.Count; first += groupSize)
        {
            int[] group = [.. Enumerable.Range(first, groupSize)], right = [.. group.Where(i => rewards[i] > 0)], wrong = [.. group.Where(i => rewards[i] <= 0)];
            if (right.Length == 0 || wrong.Length == 0) continue;
            if (!onePair)
            {
                kept.AddRange(group);
                continue;
            }

            kept.Add(right[(int)(SeedSequence.Uniform(seed, 2 * first) * right.Length)]);
            kept.Add(wrong[(int)(SeedSequence.Uniform(seed, (2 * first) + 1) * wrong.Length)]);
        }

        return [.. kept];
    }
}
