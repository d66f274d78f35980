namespace Pure.Credit;

/// <summary>Count, mean and squared distances from it, of some tokens; merged without loss by the rule of Chan et al. (1983), so that no pass over the whole batch is needed.</summary>
/// <param name="Count">Number of values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Distances">Sum of squared distances from the mean.</param>
/// <param name="Zeros">How many are exactly 0.</param>
internal readonly record struct AdvantageMoments(double Count, double Mean, double Distances, int Zeros)
{
    /// <summary>Sum of squares.</summary>
    public double Squares => DistancesFrom(0);

    public static AdvantageMoments Of(ReadOnlySpan<double> values)
    {
        double mean = VectorMath.Sum(values) / Math.Max(1, values.Length);
        return new AdvantageMoments(values.Length, mean, VectorMath.SquaredDistances(values, mean), values.Count(0.0));
    }

    /// <summary>Sum of squared distances from any centre.</summary>
    public double DistancesFrom(double centre) => Distances + (Count * (Mean - centre) * (Mean - centre));

    /// <summary>The moments of both sets together.</summary>
    public AdvantageMoments With(AdvantageMoments other)
    {
        if (Count == 0) return other;
        double count = Count + other.Count, mean = Mean + ((other.Mean - Mean) * other.Count / count);
        return new AdvantageMoments(count, mean, DistancesFrom(mean) + other.DistancesFrom(mean), Zeros + other.Zeros);
    }
}
