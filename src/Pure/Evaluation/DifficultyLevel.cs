namespace Pure.Evaluation;

/// <summary>Difficulty of a problem for one policy, 1 (easy) to 5, by where its solve rate or mean score lies among the problems (Snell et al., arXiv 2408.03314).</summary>
public static class DifficultyLevel
{
    /// <summary>The level of a value.</summary>
    /// <param name="value">Solve rate or mean score.</param>
    /// <param name="quintiles">The 20th, 40th, 60th and 80th percentile over all problems.</param>
    public static int Of(double value, ReadOnlySpan<double> quintiles)
    {
        for (int q = 0; q < quintiles.Length; q++)
        {
            if (value < quintiles[q]) return quintiles.Length + 1 - q;
        }

        return 1;
    }

    /// <summary>The four percentiles of some values, linear between neighbours.</summary>
    public static double[] Quintiles(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) throw new PureException("There is no problem to rank by difficulty. Evaluate at least one.");
        return [.. Enumerable.Range(1, 4).Select(q =>
        {
            double at = 0.2 * q * (sorted.Length - 1);
            int below = (int)at;
            double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
            return sorted[below] + ((at - below) * (above - sorted[below]));
        })];
    }
}
