// From log-ratios of the implicit reward model to PRIME's token rewards (arXiv 2502.01456, equation 3 and published code). The reward that
// the policy sees carries no beta in the original code; behind the normalisation that makes no difference.
namespace Pure.Credit.Prime;

/// <summary>Token rewards.</summary>
public static class PrimeScores
{
    /// <summary>The sum of the log-ratios at the last token, 0 before it.</summary>
    public static double[] Whole(ReadOnlySpan<double> logRatios)
    {
        double[] scores = new double[logRatios.Length];
        foreach (double q in logRatios) scores[^1] += q;
        return scores;
    }

    /// <summary>
    /// The recipe in verl: g_t = beta q_t + lambda g_(t+1) at every token but the last, whose score stays 0 as there. With an outcome, the
    /// last q is replaced by what the outcome leaves over the sum of those before.
    /// </summary>
    public static double[] Verl(ReadOnlySpan<double> logRatios, double beta, double lambda, double? outcome)
    {
        int last = logRatios.Length - 1;
        double[] scores = new double[logRatios.Length];
        double before = 0;
        for (int t = 0; t < last; t++) before += beta * logRatios[t];
        double after = outcome is { } o ? o - before : beta * logRatios[last];
        for (int t = last - 1; t >= 0; t--) scores[t] = after = (beta * logRatios[t]) + (lambda * after);
        return scores;
    }

    /// <summary>Divides the scores of a batch by the largest magnitude of a sum of scores from some token on, so that every return lies in [-1, 1]. In the original the batch is that of one process; here it is the whole one.</summary>
    public static double[][] Normalize(IReadOnlyList<double[]> scores)
    {
        double largest = 0;
        foreach (double[] row in scores)
        {
            double after = 0;
            for (int t = row.Length - 1; t >= 0; t--) largest = Math.Max(largest, Math.Abs(after += row[t]));
        }

        return [.. scores.Select(row => Array.ConvertAll(row, score => score / (largest + 1e-6)))];
    }
}
