// OREAL's loss by hand (arXiv 2502.06781, equation 11, as its published code computes it), with the gradient of every log-probability:
//   right:  factor · sum_t omega+_t (-log pi_t) A / N_right           (behaviour cloning)
//   wrong: -factor · sum_t exp(log pi_t - sg(log pi_t)) A omega-_t / N_wrong
//   all:    coef · sum_t (e^d - d - 1) / N,  d = log ref - log pi
// N_... are numbers of tokens over the whole batch that is kept. Weights carry no gradient.
namespace Pure.Credit.Oreal;

/// <summary>The loss of a batch and its parts.</summary>
/// <param name="Positive">Cloning of right responses.</param>
/// <param name="Negative">Gradient on wrong ones.</param>
/// <param name="Divergence">From the start.</param>
/// <param name="Sequences">All parts of each response.</param>
/// <param name="Gradient">dLoss / d log pi of each token.</param>
public sealed record OrealLossReference(double Positive, double Negative, double Divergence, double[] Sequences, double[][] Gradient)
{
    /// <summary>All parts together.</summary>
    public double Total => Positive + Negative + Divergence;

    /// <summary>Computes the loss.</summary>
    public static OrealLossReference Of(IReadOnlyList<OrealSequence> batch, OrealLossOptions options)
    {
        double right = Math.Max(1, batch.Where(s => s.Reward > 0).Sum(s => s.LogProbabilities.Length));
        double wrong = Math.Max(1, batch.Where(s => s.Reward <= 0).Sum(s => s.LogProbabilities.Length));
        double tokens = batch.Sum(s => s.LogProbabilities.Length), positive = 0, negative = 0, divergence = 0;
        double[] sequences = new double[batch.Count];
        double[][] gradient = new double[batch.Count][];
        for (int i = 0; i < batch.Count; i++)
        {
            OrealSequence s = batch[i];
            gradient[i] = new double[s.LogProbabilities.Length];
            for (int t = 0; t < gradient[i].Length; t++)
            {
                double part, slope;
                if (s.Reward > 0)
                {
                    slope = -options.PositiveFactor * s.Weights.Positive[t] * (options.PositiveTimesAdvantage ? s.Advantage : 1) / right;
                    part = slope * s.LogProbabilities[t];
                    positive += part;
                }
                else
                {
                    slope = part = -options.NegativeFactor * s.Weights.Negative[t] * s.Advantage / wrong;
                    negative += part;
                }

                (double kl, double klSlope) = Estimate(options.Divergence, s.Reference[t] - s.LogProbabilities[t]);
                divergence += options.KlCoef * kl / tokens;
                gradient[i][t] = slope + (options.KlCoef * klSlope / tokens);
                sequences[i] += part + (options.KlCoef * kl / tokens);
            }
        }

        return new OrealLossReference(positive, negative, divergence, sequences, gradient);
    }

    private static (double Value, double Slope) Estimate(OrealDivergence how, double d) => how switch
    {
        OrealDivergence.Squared => (d * d / 2, -d),
        OrealDivergence.Plain => (d, -1),
        _ => (Math.Exp(d) - d - 1, 1 - Math.Exp(d)),
    };
}
