namespace Pure.Evaluation.RewardBench;

/// <summary>RewardBench 2 (arXiv 2506.01937): one right answer and three wrong ones; a group counts when the right one, which stands first, has the best score.</summary>
public static class BestOfGroup
{
    /// <summary>1 when the first score is the only best one, 1/k when k share the best, else 0; also 0 when a score is NaN.</summary>
    public static double Result(ReadOnlySpan<double> scores)
    {
        if (scores.IsEmpty) throw new PureException("A prompt has no answers. Give at least the right one.");
        double max = scores[0];
        int best = 0;
        foreach (double score in scores)
        {
            if (double.IsNaN(score) || score > scores[0]) return 0;
            max = Math.Max(max, score);
        }

        foreach (double score in scores)
        {
            if (score == max) best++;
        }

        return 1.0 / best;
    }

    /// <summary>Cuts a flat list into groups.</summary>
    /// <exception cref="PureException">The sizes do not add up to the list, or a group mixes prompts.</exception>
    public static IReadOnlyList<double[]> Groups(IReadOnlyList<double> scores, IReadOnlyList<string> ids, IReadOnlyList<int> sizes)
    {
        if (sizes.Sum() != scores.Count || ids.Count != scores.Count)
            throw new PureException($"There are {scores.Count} scores and {ids.Count} ids, and the groups add up to {sizes.Sum()}. Give every answer of every prompt one score.");
        var groups = new List<double[]>();
        int at = 0;
        foreach (int size in sizes)
        {
            if (ids.Skip(at).Take(size).Distinct(StringComparer.Ordinal).Count() > 1)
                throw new PureException($"The answers {at + 1} to {at + size} are one group but belong to different prompts. Keep the answers of a prompt beside each other.");
            groups.Add([.. scores.Skip(at).Take(size)]);
            at += size;
        }

        return groups;
    }
}
