namespace Pure.Evaluation.RewardBench;

/// <summary>Pairs of a chosen and a rejected answer: a pair is right when the chosen one scores strictly higher. Equal scores and NaN are wrong, and there is no tolerance.</summary>
public static class PairAccuracy
{
    /// <summary>1 or 0 for each pair.</summary>
    /// <exception cref="PureException">The lists differ in length.</exception>
    public static int[] Results(IReadOnlyList<double> chosen, IReadOnlyList<double> rejected)
    {
        if (chosen.Count != rejected.Count) throw new PureException($"There are {chosen.Count} scores of chosen answers and {rejected.Count} of rejected ones. Score both answers of every pair.");
        return [.. chosen.Zip(rejected, (c, r) => c > r ? 1 : 0)];
    }

    /// <summary>Mean of the results in each subset, subsets in the order in which they come.</summary>
    public static IReadOnlyDictionary<string, double> BySubset(IReadOnlyList<double> results, IReadOnlyList<string> subsets) =>
        results.Zip(subsets).GroupBy(pair => pair.Second, pair => pair.First, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Average(), StringComparer.Ordinal);
}
