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

    /// <summary>
    /// What each token's log-probability is multiplied by in a loss that divides by all tokens of the batch: advantage, token weight and
    /// factor, and the ratio of all tokens to those of its own branch, right or wrong, which OREAL divides by.
    /// </summary>
    /// <param name="batch">Reward (+1 or -1), advantage and token weights of each response.</param>
    /// <param name="options">Factors.</param>
    /// <returns>Positive for right responses, negative for wrong ones.</returns>
    public static double[][] OfTokens(IReadOnlyList<(double Reward, double Advantage, OrealTokenWeights Weights)> batch, OrealLossOptions options)
    {
        double total = batch.Sum(s => s.Weights.Positive.Length);
        double right = batch.Where(s => s.Reward > 0).Sum(s => s.Weights.Positive.Length), wrong = total - right;
        return
        [
            .. batch.Select(s =>
            {
                double factor = s.Reward > 0
                    ? options.PositiveFactor * (options.PositiveTimesAdvantage ? s.Advantage : 1) * total / Math.Max(1, right)
                    : options.NegativeFactor * s.Advantage * total / Math.Max(1, wrong);
                return Array.ConvertAll(s.Reward > 0 ? s.Weights.Positive : s.Weights.Negative, omega => factor * omega);
            }),
        ];
    }

    /// <summary>(r - mean) / (unbiased deviation + 1e-8).</summary>
    public static double[] Normalized(ReadOnlySpan<double> rewards)
    {
        double[] values = rewards.ToArray();
        double mean = values.Average(), deviation = Math.Sqrt(values.Sum(r => (r - mean) * (r - mean)) / (values.Length - 1));
        return Array.ConvertAll(values, r => (r - mean) / (deviation + 1e-8));
    }
}
