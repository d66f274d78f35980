// PRIME's returns (arXiv 2502.01456, equations 5, 7, 8, and its published code): of process rewards of tokens and of an outcome at the last
// token, each compared within the group and summed from each token on, then added up. Ragged arrays, one row a response, no padding.
namespace Pure.Credit.Prime;

/// <summary>Returns of one group of responses.</summary>
public static class PrimeReturns
{
    /// <summary>Returns of both rewards together.</summary>
    /// <param name="process">Token rewards of each response of the group; <see langword="null"/> for none.</param>
    /// <param name="outcomes">Outcome of each response.</param>
    /// <param name="lengths">Tokens of each response.</param>
    /// <param name="options">Form, discounts and coefficients.</param>
    /// <exception cref="PureException">A response has no token, or the group no second response.</exception>
    public static double[][] Of(IReadOnlyList<double[]>? process, ReadOnlySpan<double> outcomes, ReadOnlySpan<int> lengths, PrimeReturnOptions options)
    {
        int k = outcomes.Length;
        if (k < 2 && options.Form != PrimeForm.Reinforce) throw new PureException("PRIME compares each response with the others of its problem, and a problem has only one response. Set rl.num_generations to 2 or more.");
        foreach (int length in lengths)
        {
            if (length == 0) throw new PureException("A response has no token, so its mean reward is not defined. A response holds at least its end-of-sequence token.");
        }

        double[][] last = new double[k][];
        for (int i = 0; i < k; i++) last[i] = [outcomes[i]];
        double[][] outcome = Centred(last, options.Form), returns = new double[k][];
        double[][]? centred = process is null ? null : Centred(process, options.Form);
        for (int i = 0; i < k; i++)
        {
            returns[i] = new double[lengths[i]];
            double of = options.OutcomeCoef * outcome[i][0], after = 0;
            for (int t = lengths[i] - 1; t >= 0; t--)
            {
                if (centred is not null) after = (options.ProcessCoef * centred[i][t]) + (options.GammaProcess * after);
                returns[i][t] = after + of;
                of *= options.GammaOutcome;
            }
        }

        return returns;
    }

    /// <summary>The rewards of each response compared with its group. An outcome is a response of one token here.</summary>
    private static double[][] Centred(IReadOnlyList<double[]> rewards, PrimeForm form)
    {
        int k = rewards.Count;
        double[] means = [.. rewards.Select(row => row.Average())];
        double all = means.Sum(), mean = all / k;
        double deviation = Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (k - 1));
        return [.. rewards.Select((row, i) => Array.ConvertAll(row, x => form switch
        {
            PrimeForm.Paper => x - ((all - means[i]) / (k - 1)),
            PrimeForm.Code => (x * k / (k - 1)) - (all / (k - 1)),
            PrimeForm.Grpo => deviation > 0 ? (x - mean) / deviation : 0,
            _ => x,
        }))];
    }
}
