// OREAL's advantages (arXiv 2502.06781, section 3, and published code): rewards are +1 and -1, compared over all K samples of a problem
// before any of them is dropped.
namespace Pure.Credit.Oreal;

/// <summary>Advantages of one group.</summary>
public static class OrealAdvantage
{
    /// <summary>r - mean of the others: 2(K - c)/(K - 1) for a right response among c right ones, -2c/(K - 1) for a wrong one.</summary>
    public static double[] LeaveOneOut(ReadOnlySpan<double> rewards)
    {
        double sum = 0;
        foreach (double reward in rewards) sum += reward;
        double[] advantages = new double[rewards.Length];
        for (int i = 0; i < advantages.Length; i++) advantages[i] = rewards[i] - ((sum - rewards[i]) / (rewards.Length - 1));
        return advantages;
    }

    /// <summary>(r - mean) / (unbiased deviation + 1e-8).</summary>
    public static double[] Normalized(ReadOnlySpan<double> rewards)
    {
        double[] values = rewards.ToArray();
        double mean = values.Average(), deviation = Math.Sqrt(values.Sum(r => (r - mean) * (r - mean)) / (values.Length - 1));
        return Array.ConvertAll(values, r => (r - mean) / (deviation + 1e-8));
    }
}
