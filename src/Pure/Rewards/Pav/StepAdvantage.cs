// Process advantage verifiers (PAV, arXiv 2410.08146): the reward of a step is the change that it makes to the success probability of a
// prover policy, added to the base policy's own value: Q_h + alpha A_h, A_h = Q_prover_h - Q_prover_(h-1). Pure fp64.
namespace Pure.Rewards.Pav;

/// <summary>Values, advantages and effective rewards of steps.</summary>
public static class StepAdvantage
{
    /// <summary>Success probability of the best of K tries, 1 - (1 - q)^K: a prover that needs no model of its own.</summary>
    public static double BestOf(double q, double k) => 1 - Math.Pow(1 - q, k);

    /// <summary>A_h = Q_h - Q_(h-1).</summary>
    /// <param name="values">Success probability at the bare problem, then behind each step.</param>
    /// <returns>One entry a step. They add up to the last value minus the first.</returns>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        double[] advantages = new double[Math.Max(0, values.Length - 1)];
        for (int h = 0; h < advantages.Length; h++) advantages[h] = values[h + 1] - values[h];
        return advantages;
    }

    /// <summary>Q_h + alpha A_h of each step.</summary>
    /// <param name="values">Success probability of the base policy at the bare problem, then behind each step.</param>
    /// <param name="prover">The same under the prover.</param>
    /// <param name="alpha">Weight of the advantage.</param>
    public static double[] Effective(ReadOnlySpan<double> values, ReadOnlySpan<double> prover, double alpha)
    {
        double[] effective = Of(prover);
        for (int h = 0; h < effective.Length; h++) effective[h] = values[h + 1] + (alpha * effective[h]);
        return effective;
    }

    /// <summary>
    /// The weight of every token of each step in the policy gradient: outcome + alpha A_h of that step alone. Summed over the steps that
    /// follow, the advantages would telescope to outcome - Q_(h-1): a baseline, and no signal.
    /// </summary>
    public static double[] GradientWeights(double outcome, ReadOnlySpan<double> prover, double alpha)
    {
        double[] weights = Of(prover);
        for (int h = 0; h < weights.Length; h++) weights[h] = outcome + (alpha * weights[h]);
        return weights;
    }

    /// <summary>Which (state, action) pairs a beam keeps: those with the highest scores, the first of equal ones.</summary>
    /// <param name="scores">Score of each action in each state.</param>
    /// <param name="width">How many are kept.</param>
    public static (int State, int Action)[] Keep(IReadOnlyList<double[]> scores, int width) =>
    [
        .. scores.SelectMany((row, s) => row.Select((score, a) => (Score: score, State: s, Action: a)))
            .OrderByDescending(entry => entry.Score)
            .Take(width)
            .Select(entry => (entry.State, entry.Action)),
    ];

    /// <summary>The two terms by which one step under a prover improves the base policy (theorem 3.1), at one state.</summary>
    /// <param name="probabilities">Of each action under the base policy.</param>
    /// <param name="values">Success probability of the base policy behind each action.</param>
    /// <param name="prover">The same under the prover.</param>
    /// <returns>Variance of the prover's advantage, and the mean of the product of both advantages. Both are 0 for a prover that always or never succeeds.</returns>
    public static (double Distinguishability, double Alignment) Complement(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> values, ReadOnlySpan<double> prover)
    {
        double baseMean = 0, proverMean = 0, variance = 0, product = 0;
        for (int a = 0; a < probabilities.Length; a++)
        {
            baseMean += probabilities[a] * values[a];
            proverMean += probabilities[a] * prover[a];
        }

        for (int a = 0; a < probabilities.Length; a++)
        {
            double own = values[a] - baseMean, provers = prover[a] - proverMean;
            variance += probabilities[a] * provers * provers;
            product += probabilities[a] * own * provers;
        }

        return (variance, product);
    }
}
