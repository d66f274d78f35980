namespace Pure.Evaluation.Statistics;

/// <summary>A number with its 95% confidence interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="StandardError">Of the estimate.</param>
public sealed record Estimate(double Value, double Low, double High, double StandardError)
{
    /// <summary>The 97.5th percentile of the normal distribution.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>
    /// A share of yes-or-no outcomes, one a problem: Wilson's interval (1927), which stays within 0 to 1 and is honest for 30 problems where the
    /// usual one is not.
    /// </summary>
    /// <exception cref="PureException">There is no outcome.</exception>
    public static Estimate Share(int yes, int all)
    {
        if (all < 1) throw new PureException("A share of no problems has no value. Evaluate at least one.");
        double p = (double)yes / all, square = Z * Z / all;
        double centre = (p + (square / 2)) / (1 + square);
        double half = Z / (1 + square) * Math.Sqrt((p * (1 - p) / all) + (square / (4 * all)));
        double low = yes == 0 ? 0 : centre - half, high = yes == all ? 1 : centre + half;
        return new Estimate(p, low, high, Math.Sqrt(p * (1 - p) / all));
    }

    /// <summary>
    /// A mean of numbers, one a problem, such as the share of its samples that are right. Problems are the units: samples of one problem are
    /// not independent, and counting them singly would make the interval too narrow.
    /// </summary>
    /// <exception cref="PureException">There is no number.</exception>
    public static Estimate Mean(IReadOnlyList<double> values)
    {
        if (values.Count < 1) throw new PureException("A mean over no problems has no value. Evaluate at least one.");
        double mean = values.Average();
        double variance = values.Count > 1 ? values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) : 0;
        double error = Math.Sqrt(variance / values.Count);
        return new Estimate(mean, mean - (Z * error), mean + (Z * error), error);
    }

    /// <summary>
    /// A mean of shares, one a problem; the interval does not leave 0 to 1. Where every share is 0, or every one 1, nothing varies and the usual
    /// interval would claim to know the share exactly; it is then that of so many outcomes of one kind.
    /// </summary>
    public static Estimate MeanShare(IReadOnlyList<double> shares)
    {
        Estimate mean = Mean(shares);
        if (mean is { StandardError: 0, Value: 0 or 1 }) return Share(mean.Value > 0 ? shares.Count : 0, shares.Count);
        return mean with { Low = Math.Max(0, mean.Low), High = Math.Min(1, mean.High) };
    }

    /// <summary>The unweighted mean of independent estimates, as the last column of a table of benchmarks.</summary>
    public static Estimate Average(IReadOnlyList<Estimate> parts)
    {
        double mean = parts.Average(p => p.Value), error = Math.Sqrt(parts.Sum(p => p.StandardError * p.StandardError)) / parts.Count;
        return new Estimate(mean, mean - (Z * error), mean + (Z * error), error);
    }
}
