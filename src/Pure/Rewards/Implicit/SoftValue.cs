// V_beta(r) = beta ln E[exp(r / beta)]: the soft value that links Implicit PRM (proposition 3.2), ER-PRM (with eta = 1/beta) and
// KL-regularised RL. It tends to the largest reward as beta -> 0 and to the mean as beta -> infinity.
namespace Pure.Rewards.Implicit;

/// <summary>Log-mean-exp of rewards.</summary>
public static class SoftValue
{
    /// <summary>The soft value.</summary>
    /// <param name="rewards">Rewards of the outcomes.</param>
    /// <param name="weights">Their probabilities; they are divided by their sum.</param>
    /// <param name="beta">Temperature; below 0 it is pessimistic.</param>
    public static double Of(ReadOnlySpan<double> rewards, ReadOnlySpan<double> weights, double beta)
    {
        // The largest exponent is taken out, so that no temperature overflows.
        double largest = double.NegativeInfinity, total = 0, sum = 0;
        for (int i = 0; i < rewards.Length; i++)
        {
            total += weights[i];
            if (weights[i] > 0) largest = Math.Max(largest, rewards[i] / beta);
        }

        for (int i = 0; i < rewards.Length; i++) sum += weights[i] * Math.Exp((rewards[i] / beta) - largest);
        return beta * (largest + Math.Log(sum / total));
    }
}
