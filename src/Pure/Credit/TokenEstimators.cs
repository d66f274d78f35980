// The advantage estimators of branch verl as it states them: on rectangular arrays (B responses, N columns, padding on the
// right) of token rewards. They exist to reproduce that branch and frameworks like it; CreditPipeline works on ragged
// responses and needs no padding.
namespace Pure.Credit;

/// <summary>Estimators over padded token rewards. Shapes are (B, N); masks hold 1 for valid tokens and 0 for padding.</summary>
public static class TokenEstimators
{
    private const double Tiny = 1e-6;

    /// <summary>G_t = r_t + gamma G_(t+1), over valid tokens; 0 in padding.</summary>
    public static double[][] Returns(double[][] rewards, double[][] mask, double gamma) => Rows(rewards, (row, b) =>
    {
        double after = 0;
        for (int t = row.Length - 1; t >= 0; t--) row[t] = after = (rewards[b][t] + (gamma * after)) * mask[b][t];
    });

    /// <summary>G_t = min over u >= t of r_u. Ordinary tokens carry 0, so no return is positive unless padding is left out and every later token is rewarded.</summary>
    /// <param name="rewards">Token rewards.</param>
    /// <param name="mask">Valid tokens.</param>
    /// <param name="paddingCounts">Whether padding takes part with a reward of 0 (branch verl) or not at all (its later state).</param>
    public static double[][] RunningMinimum(double[][] rewards, double[][] mask, bool paddingCounts) => Rows(rewards, (row, b) =>
    {
        double smallest = double.PositiveInfinity;
        for (int t = row.Length - 1; t >= 0; t--)
        {
            if (mask[b][t] != 0)
                smallest = Math.Min(smallest, rewards[b][t]);
            else if (paddingCounts)
                smallest = Math.Min(smallest, 0);
            row[t] = mask[b][t] != 0 ? smallest : 0;
        }
    });

    /// <summary>Minus the sum of the other responses' returns / ((K-1) N): the padded width is in the divisor. Padding is not masked.</summary>
    public static double[][] LeaveOneOut(double[][] returns, int[] groups)
    {
        double[] sums = Array.ConvertAll(returns, row => row.Sum());
        double[] baselines = new double[returns.Length];
        foreach (int[] members in Members(groups))
        {
            double total = members.Sum(b => sums[b]);
            foreach (int b in members) baselines[b] = (total - sums[b]) / ((members.Length - 1.0) * returns[b].Length);
        }

        return Rows(returns, (row, b) => Fill(row, t => returns[b][t] - baselines[b]));
    }

    /// <summary>(G - mean) / (deviation + 1e-6) with the mean and unbiased deviation of all K N entries of the group, padding included and not masked.</summary>
    public static double[][] GroupNormalized(double[][] returns, int[] groups)
    {
        double[][] result = Rows(returns, (_, _) => { });
        foreach (int[] members in Members(groups))
        {
            (double mean, double deviation) = Moments([.. members.SelectMany(b => returns[b])]);
            foreach (int b in members) Fill(result[b], t => (returns[b][t] - mean) / (deviation + Tiny));
        }

        return result;
    }

    /// <summary>RLOO on one number a response: K/(K-1) (R - mean), on every valid token.</summary>
    public static double[][] LeaveOneOutScalar(double[][] rewards, double[][] mask, int[] groups) =>
        Scalar(rewards, mask, groups, scores =>
        {
            double mean = scores.Average(), factor = scores.Length / (scores.Length - 1.0);
            return Array.ConvertAll(scores, score => (score - mean) * factor);
        });

    /// <summary>GRPO on one number a response: (R - mean) / (deviation + 1e-6), on every valid token. A group of one keeps its reward.</summary>
    public static double[][] GrpoScalar(double[][] rewards, double[][] mask, int[] groups) =>
        Scalar(rewards, mask, groups, scores =>
        {
            (double mean, double deviation) = scores.Length == 1 ? (0, 1) : Moments(scores);
            return Array.ConvertAll(scores, score => (score - mean) / (deviation + Tiny));
        });

    /// <summary>REINFORCE++: returns, and their whitened values over all valid tokens.</summary>
    public static (double[][] Advantages, double[][] Returns) ReinforcePlusPlus(double[][] rewards, double[][] mask, double gamma)
    {
        double[][] returns = Rows(rewards, (row, b) =>
        {
            double after = 0;
            for (int t = row.Length - 1; t >= 0; t--)
            {
                row[t] = rewards[b][t] + (gamma * after);
                after = row[t] * mask[b][t];
            }
        });
        return (Masked(MaskedWhiten(returns, mask), mask), returns);
    }

    /// <summary>Generalised advantage estimation (arXiv 1506.02438), and its whitened values over all valid tokens.</summary>
    public static (double[][] Advantages, double[][] Returns) Gae(double[][] rewards, double[][] values, double[][] mask, double gamma, double lambda)
    {
        double[][] raw = Rows(rewards, (row, b) =>
        {
            double after = 0;
            for (int t = row.Length - 1; t >= 0; t--)
            {
                double next = t + 1 < row.Length ? values[b][t + 1] : 0;
                row[t] = after = rewards[b][t] + (gamma * next) - values[b][t] + (gamma * lambda * after);
            }
        });
        return (MaskedWhiten(raw, mask), Rows(raw, (row, b) => Fill(row, t => raw[b][t] + values[b][t])));
    }

    /// <summary>(x - mean) / sqrt(variance + 1e-8) with the mean and unbiased variance of the valid entries; padding is shifted and scaled too.</summary>
    public static double[][] MaskedWhiten(double[][] values, double[][] mask)
    {
        double count = 0, sum = 0, squares = 0;
        for (int b = 0; b < values.Length; b++)
        {
            for (int t = 0; t < values[b].Length; t++)
            {
                count += mask[b][t];
                sum += values[b][t] * mask[b][t];
            }
        }

        double mean = sum / count;
        for (int b = 0; b < values.Length; b++)
        {
            for (int t = 0; t < values[b].Length; t++) squares += (values[b][t] - mean) * (values[b][t] - mean) * mask[b][t];
        }

        double factor = 1 / Math.Sqrt((squares / (count - 1)) + 1e-8);
        return Rows(values, (row, b) => Fill(row, t => (values[b][t] - mean) * factor));
    }

    /// <summary>Zeroes padding.</summary>
    public static double[][] Masked(double[][] values, double[][] mask) => Rows(values, (row, b) => Fill(row, t => values[b][t] * mask[b][t]));

    private static double[][] Scalar(double[][] rewards, double[][] mask, int[] groups, Converter<double[], double[]> estimate)
    {
        double[] scores = Array.ConvertAll(rewards, row => row.Sum()), advantages = new double[scores.Length];
        foreach (int[] members in Members(groups))
        {
            double[] estimates = estimate(Array.ConvertAll(members, b => scores[b]));
            for (int k = 0; k < members.Length; k++) advantages[members[k]] = estimates[k];
        }

        return Rows(rewards, (row, b) => Fill(row, t => advantages[b] * mask[b][t]));
    }

    private static int[][] Members(int[] groups) =>
        [.. Enumerable.Range(0, groups.Length).GroupBy(b => groups[b]).Select(group => group.ToArray())];

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)));
    }

    private static double[][] Rows(double[][] shape, Action<double[], int> fill)
    {
        double[][] rows = new double[shape.Length][];
        for (int b = 0; b < rows.Length; b++)
        {
            rows[b] = new double[shape[b].Length];
            fill(rows[b], b);
        }

        return rows;
    }

    private static void Fill(double[] row, Func<int, double> value)
    {
        for (int t = 0; t < row.Length; t++) row[t] = value(t);
    }
}
