// How far the reward distribution of a response overlaps with those of others: the Bhattacharyya coefficient of two normals,
//
//     BC = sqrt(2 s1 s2 / (s1^2 + s2^2)) exp(-(m1 - m2)^2 / (4 (s1^2 + s2^2)))
//
// in (0, 1], 1 for equal ones. PURM (arXiv 2503.22480) takes a response's mean overlap with all earlier ones as its uncertainty.
namespace Pure.Rewards.Uncertain;

/// <summary>Bhattacharyya overlap of reward distributions.</summary>
public static class RewardOverlap
{
    /// <summary>The coefficient of two distributions; NaN when both deviations are 0.</summary>
    public static double Of(RewardDistribution a, RewardDistribution b)
    {
        double variances = (a.Deviation * a.Deviation) + (b.Deviation * b.Deviation), distance = a.Mean - b.Mean;
        return Math.Sqrt(2 * a.Deviation * b.Deviation / variances) * Math.Exp(-(distance * distance) / (4 * variances));
    }

    /// <summary>Mean overlap of the last distribution with all before it; 0 when there is none.</summary>
    public static double OfLast(IReadOnlyList<RewardDistribution> all)
    {
        if (all.Count < 2) return 0;
        double sum = 0;
        for (int j = 0; j < all.Count - 1; j++) sum += Of(all[^1], all[j]);
        return sum / (all.Count - 1);
    }

    /// <summary>Mean overlap of each distribution with all others.</summary>
    /// <remarks>A distribution's overlap with itself is added and taken away again, as the published code does: a deviation of 0 thus gives NaN.</remarks>
    /// <exception cref="PureException">There are fewer than two.</exception>
    public static double[] OfEach(IReadOnlyList<RewardDistribution> all)
    {
        if (all.Count < 2) throw new PureException($"The overlap of each response with the others needs at least two responses, and there are {all.Count}.");
        double[] means = new double[all.Count];
        for (int i = 0; i < means.Length; i++)
        {
            double sum = Of(all[i], all[i]);
            sum -= sum;
            for (int j = 0; j < all.Count; j++)
            {
                if (j != i) sum += Of(all[i], all[j]);
            }

            means[i] = sum / (all.Count - 1);
        }

        return means;
    }
}
