using Pure.Models;
using Pure.Rewards.Implicit;

namespace Pure.Training.Implicit;

/// <summary>Responses with their log-probabilities under the reference.</summary>
/// <param name="Sequences">Prompt and response ids.</param>
/// <param name="Reference">log ref of each response token.</param>
public sealed record LogRatioBatch(IReadOnlyList<TokenSequence> Sequences, IReadOnlyList<float[]> Reference)
{
    /// <summary>rho = log pi - log ref summed over the response.</summary>
    /// <param name="i">Which response.</param>
    /// <param name="logProbabilities">log pi of each of its tokens.</param>
    public double Rho(int i, ReadOnlySpan<float> logProbabilities)
    {
        double rho = 0;
        for (int t = 0; t < logProbabilities.Length; t++) rho += (double)logProbabilities[t] - Reference[i][t];
        return rho;
    }

    /// <summary>A mean over responses of a loss that knows one response at a time, such as cross-entropy: computed part by part, in the pass that makes the gradient.</summary>
    /// <param name="loss">The mean loss of some responses, given their indices and log-ratios.</param>
    public Func<int[], float[][], TokenSlopes> Each(Func<int[], double[], OutcomeLoss> loss) => (part, logs) =>
    {
        OutcomeLoss value = loss(part, [.. part.Select((i, k) => Rho(i, logs[k]))]);
        double share = (double)part.Length / Sequences.Count;
        return new TokenSlopes(value.Loss * share, [.. part.Select((i, k) => Flat(i, value.Gradient[k] * share))]);
    };

    /// <summary>A loss that compares responses with each other: its slopes were computed from all log-ratios beforehand.</summary>
    public Func<int[], float[][], TokenSlopes> All(OutcomeLoss value) => (part, _) =>
        new TokenSlopes(value.Loss * part.Length / Sequences.Count, [.. part.Select(i => Flat(i, value.Gradient[i]))]);

    /// <summary>The same slope at every token.</summary>
    private double[] Flat(int i, double slope)
    {
        double[] slopes = new double[Sequences[i].Targets];
        Array.Fill(slopes, slope);
        return slopes;
    }
}
