// From the rewards of one response's steps to the reward credited at each step (paper, Eq. 3 and its soft form). With a
// discount of 1 the return of step s is the sum of the credits from s on; the forms whose return is not a sum (suffix minimum,
// product) are written as differences of their returns, so that every form goes through the same accumulation.
namespace Pure.Credit;

/// <summary>Credit assignment over the steps of one response.</summary>
public static class StepCredit
{
    /// <summary>Writes the credit of each step.</summary>
    /// <param name="rewards">Rewards r_1..r_n of the steps.</param>
    /// <param name="options">Form, temperature and reward range.</param>
    /// <param name="credit">Receives n values.</param>
    public static void Assign(ReadOnlySpan<double> rewards, CreditOptions options, Span<double> credit)
    {
        if (rewards.Length == 0) return;
        switch (options.CreditAssignment)
        {
            case CreditAssignment.SoftMin:
                SoftMin(rewards, Temperature(options, rewards.Length), credit);
                break;
            case CreditAssignment.StrictMin:
                StrictMin(rewards, credit);
                break;
            case CreditAssignment.SuffixMin:
                SuffixMin(rewards, credit);
                break;
            case CreditAssignment.Sum or CreditAssignment.TokenMin:
                rewards.CopyTo(credit);
                break;
            case CreditAssignment.Mean:
                for (int j = 0; j < rewards.Length; j++) credit[j] = rewards[j] / rewards.Length;
                break;
            case CreditAssignment.Last:
                credit[..rewards.Length].Clear();
                credit[rewards.Length - 1] = rewards[^1];
                break;
            case CreditAssignment.Product:
                SuffixProduct(rewards, options.RewardMin, options.RewardMax, credit);
                break;
            case CreditAssignment.OutcomeOnly:
                credit[..rewards.Length].Clear();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.CreditAssignment, message: null);
        }
    }

    /// <summary>r*_j = softmax(-r/T)_j r_j.</summary>
    public static void SoftMin(ReadOnlySpan<double> rewards, double temperature, Span<double> credit)
    {
        double smallest = Smallest(rewards), sum = 0;
        for (int j = 0; j < rewards.Length; j++)
        {
            double weight = Math.Exp((smallest - rewards[j]) / temperature);  // at most 1: nothing overflows, and the sum is at least 1
            credit[j] = weight;
            sum += weight;
        }

        for (int j = 0; j < rewards.Length; j++) credit[j] = credit[j] / sum * rewards[j];
    }

    /// <summary>The worst reward at the worst step, 0 elsewhere. Of equally bad steps the last is taken, so that the return of each of them is its own reward.</summary>
    public static void StrictMin(ReadOnlySpan<double> rewards, Span<double> credit)
    {
        int worst = 0;
        for (int j = 1; j < rewards.Length; j++)
        {
            if (rewards[j] <= rewards[worst]) worst = j;
        }

        credit[..rewards.Length].Clear();
        credit[worst] = rewards[worst];
    }

    /// <summary>Differences of the suffix minima m_s = min(r_s..r_n).</summary>
    public static void SuffixMin(ReadOnlySpan<double> rewards, Span<double> credit)
    {
        double after = rewards[^1];
        credit[rewards.Length - 1] = after;
        for (int j = rewards.Length - 2; j >= 0; j--)
        {
            double minimum = Math.Min(rewards[j], after);
            credit[j] = minimum - after;
            after = minimum;
        }
    }

    /// <summary>Differences of the suffix products of the probabilities p_j = (r_j - lowest) / (highest - lowest), mapped back to the range of the rewards.</summary>
    public static void SuffixProduct(ReadOnlySpan<double> rewards, double lowest, double highest, Span<double> credit)
    {
        double width = highest - lowest, product = 1, after = 0;
        for (int j = rewards.Length - 1; j >= 0; j--)
        {
            product *= (rewards[j] - lowest) / width;
            double now = lowest + (width * product);
            credit[j] = now - after;
            after = now;
        }
    }

    private static double Temperature(CreditOptions options, int steps) => options.ScaleTemperatureWithSteps
        ? SoftMinGap.ScaledTemperature(options.CreditTemperature, steps, options.TemperatureReferenceSteps)
        : options.CreditTemperature;

    private static double Smallest(ReadOnlySpan<double> values)
    {
        double smallest = values[0];
        foreach (double value in values) smallest = Math.Min(smallest, value);
        return smallest;
    }
}
