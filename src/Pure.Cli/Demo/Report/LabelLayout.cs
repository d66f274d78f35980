namespace Pure.Cli.Demo.Report;

/// <summary>Moves labels apart that would stand on one another.</summary>
internal static class LabelLayout
{
    /// <summary>Positions near the wished ones, in the same order, at least a gap apart and within bounds as far as they have room.</summary>
    /// <param name="wished">Wished positions, in any order.</param>
    /// <param name="gap">Least distance of two labels.</param>
    /// <param name="low">Smallest position.</param>
    /// <param name="high">Largest position.</param>
    public static double[] Spread(IReadOnlyList<double> wished, double gap, double low, double high)
    {
        int[] order = [.. Enumerable.Range(0, wished.Count).OrderBy(i => wished[i])];
        double[] placed = new double[wished.Count];
        double floor = low;
        foreach (int i in order)
        {
            placed[i] = Math.Max(wished[i], floor);
            floor = placed[i] + gap;
        }

        // What was pushed beyond the upper bound pushes its neighbours back down.
        double ceiling = high;
        foreach (int i in order.Reverse())
        {
            placed[i] = Math.Min(placed[i], ceiling);
            ceiling = placed[i] - gap;
        }

        return placed;
    }
}
