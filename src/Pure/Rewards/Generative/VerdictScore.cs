// The score of a generative verifier: after its chain, the decision question is forced, and the two labels are compared,
//
//     s = exp(l_yes / tau) / (exp(l_yes / tau) + exp(l_no / tau))
//
// (ThinkPRM, arXiv 2504.16828). Several chains are averaged. A chain that gave no verdict is missing: it is left out and counted. The
// published code scores it as softmax(0, 1), so every failed request looks like a verdict of 0.27.
namespace Pure.Rewards.Generative;

/// <summary>Probability that a solution is right, from the log-probabilities of the two labels.</summary>
public static class VerdictScore
{
    /// <summary>P(yes) / (P(yes) + P(no)).</summary>
    /// <param name="yes">Log-probability of the label that means right.</param>
    /// <param name="no">Log-probability of the other one.</param>
    /// <param name="temperature">tau; 1 takes the probabilities as they are.</param>
    /// <returns>In [0, 1]; <see langword="null"/> when the log-probabilities do not say: a NaN, or both of probability 0.</returns>
    public static double? Of(double yes, double no, double temperature = 1)
    {
        double difference = (yes - no) / temperature;
        return double.IsNaN(difference) ? null : 1 / (1 + Math.Exp(-difference));
    }

    /// <summary>Mean over the chains that gave a verdict; <see langword="null"/> when none did.</summary>
    public static double? Mean(IEnumerable<double?> scores)
    {
        double[] present = [.. scores.OfType<double>()];
        return present.Length == 0 ? null : present.Average();
    }

    /// <summary>The published rule, for comparison: each chain is a softmax over its labels, and a failed one counts as log-probabilities 0 and 1.</summary>
    /// <param name="chains">Log-probabilities of the labels of each chain; <see langword="null"/> for a failed request.</param>
    /// <param name="temperature">tau.</param>
    /// <param name="label">Which label's probability is the score.</param>
    /// <exception cref="PureException">There are no chains, or the label does not exist.</exception>
    public static double AsReleased(IReadOnlyList<double[]?> chains, double temperature, int label)
    {
        if (chains.Count == 0) throw new PureException("The score of a verifier needs at least one chain.");
        double sum = 0;
        foreach (double[]? chain in chains)
        {
            double[] weights = [.. (chain ?? [0, 1]).Select(l => Math.Exp(l / temperature))];
            if (label < 0 || label >= weights.Length) throw new PureException($"There are {weights.Length} labels, and the score is that of label {label}, counted from 0.");
            sum += weights[label] / weights.Sum();
        }

        return sum / chains.Count;
    }
}
