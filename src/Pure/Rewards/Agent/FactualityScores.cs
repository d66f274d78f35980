namespace Pure.Rewards.Agent;

/// <summary>Factuality of many answers out of comparisons of pairs.</summary>
public static class FactualityScores
{
    private const double ReleasedEpsilon = 1e-5;

    /// <summary>Mean score of each answer over its pairs; 0.5 for an answer that no pair holds.</summary>
    /// <param name="answers">Number of answers.</param>
    /// <param name="pairs">The compared answers, and the score of each in that comparison.</param>
    public static double[] Mean(int answers, IReadOnlyList<(int First, int Second, double FirstScore, double SecondScore)> pairs)
    {
        (double[] sums, int[] counts) = Add(answers, pairs);
        return [.. sums.Select((sum, i) => counts[i] == 0 ? 0.5 : sum / counts[i])];
    }

    /// <summary>The published rule: the sum over (count + 1e-5), and no entry for an answer that no pair holds, which then counts 0 beside the others.</summary>
    /// <returns>Answer and score, in the order in which answers are first compared.</returns>
    /// <inheritdoc cref="Mean"/>
    public static IReadOnlyList<KeyValuePair<int, double>> AsReleased(int answers, IReadOnlyList<(int First, int Second, double FirstScore, double SecondScore)> pairs)
    {
        (double[] sums, int[] counts) = Add(answers, pairs);
        return [.. pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct().Select(i => KeyValuePair.Create(i, sums[i] / (counts[i] + ReleasedEpsilon)))];
    }

    private static (double[] Sums, int[] Counts) Add(int answers, IReadOnlyList<(int First, int Second, double FirstScore, double SecondScore)> pairs)
    {
        double[] sums = new double[answers];
        int[] counts = new int[answers];
        foreach ((int first, int second, double firstScore, double secondScore) in pairs)
        {
            sums[first] += firstScore;
            sums[second] += secondScore;
            counts[first]++;
            counts[second]++;
        }

        return (sums, counts);
    }
}
