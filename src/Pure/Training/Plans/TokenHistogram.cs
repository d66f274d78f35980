namespace Pure.Training.Plans;

/// <summary>How long some texts are, in tokens.</summary>
/// <param name="Count">Texts.</param>
/// <param name="Total">Tokens of all of them.</param>
/// <param name="Shortest">Tokens of the shortest.</param>
/// <param name="Median">Tokens of the one in the middle.</param>
/// <param name="Percentile95">Length that 95 of 100 do not exceed.</param>
/// <param name="Longest">Tokens of the longest.</param>
/// <param name="Bins">Lengths from one bound to before the next, and how many texts have them.</param>
public sealed record TokenHistogram(int Count, long Total, int Shortest, int Median, int Percentile95, int Longest, IReadOnlyList<(int From, int To, int Count)> Bins)
{
    private const int MostBins = 12;

    /// <summary>Mean length.</summary>
    public double Mean => Count == 0 ? 0 : (double)Total / Count;

    /// <summary>Counts lengths in bins of equal, round width.</summary>
    public static TokenHistogram Of(IReadOnlyList<int> lengths)
    {
        if (lengths.Count == 0) return new TokenHistogram(0, 0, 0, 0, 0, 0, []);
        int[] sorted = [.. lengths.Order()];
        int width = RoundWidth(sorted[^1]), first = sorted[0] / width;
        int[] counts = new int[(sorted[^1] / width) - first + 1];
        foreach (int length in sorted) counts[(length / width) - first]++;
        return new TokenHistogram(
            sorted.Length, sorted.Sum(l => (long)l), sorted[0], sorted[sorted.Length / 2], sorted[(int)((sorted.Length - 1) * 0.95)], sorted[^1],
            [.. counts.Select((count, i) => ((first + i) * width, (first + i + 1) * width, count))]);
    }

    /// <summary>1, 2 or 5 times a power of ten, so that there are at most twelve bins.</summary>
    private static int RoundWidth(int longest)
    {
        for (int power = 1; ; power *= 10)
        {
            foreach (int factor in (int[])[1, 2, 5])
            {
                if ((longest / (factor * power)) + 1 <= MostBins) return factor * power;
            }
        }
    }
}
