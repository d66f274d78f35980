// The policy loss written out in fp64 loops, with its gradient by hand: what the tensor version is tested against.
//   per token   l_t = -w_t min(rho_t A_t, clip(rho_t, 1 - eps_low, 1 + eps_high) A_t) + beta kl_t - c_H H_t,  rho_t = exp(logp_t - old_t)
//   per batch   mean over all valid tokens (branch verl), or mean over responses of the mean over their tokens (branch main)
// PPO: arXiv 1707.06347, equation 7. A low and a high epsilon: DAPO, arXiv 2503.14476.
using Pure.Config;
using Pure.Credit;

namespace Pure.Training;

/// <summary>The policy loss by hand.</summary>
public static class PolicyLossReference
{
    /// <summary>Computes loss, gradient and statistics.</summary>
    /// <exception cref="PureException">Arrays differ in shape, or a term lacks what it needs.</exception>
    public static PolicyLossValue Compute(PolicyLossBatch batch, PolicyLossOptions terms)
    {
        Check(batch, terms);
        double[][] weights = TokenWeights(batch.Mask, terms.LossAggregation);
        double[][] gradient = Array.ConvertAll(batch.Mask, row => new double[row.Length]);
        double loss = 0, ratios = 0, advantages = 0, clipped = 0, change = 0, valid = 0;
        for (int b = 0; b < weights.Length; b++)
        {
            for (int t = 0; t < weights[b].Length; t++)
            {
                if (batch.Mask[b][t] == 0) continue;
                Token token = TokenLoss(batch, terms, b, t);
                loss += weights[b][t] * token.Loss;
                gradient[b][t] = weights[b][t] * token.Slope;
                ratios += weights[b][t] * token.Ratio;
                advantages += weights[b][t] * batch.Advantages[b][t];
                clipped += token.Clipped ? 1 : 0;
                change += batch.OldLogProbabilities[b][t] - batch.LogProbabilities[b][t];
                valid++;
            }
        }

        bool skipped = ratios > (terms.MaxMeanRatio ?? double.PositiveInfinity);
        if (skipped)
        {
            loss = 0;
            foreach (double[] row in gradient) Array.Clear(row);
        }

        return new PolicyLossValue(loss, gradient, ratios, advantages, clipped / valid, change / valid, skipped);
    }

    /// <summary>The weight of each token in the mean; the weights of a batch add up to 1, and masked tokens have 0.</summary>
    public static double[][] TokenWeights(double[][] mask, LossAggregation aggregation)
    {
        double total = mask.Sum(row => row.Sum());
        int responses = mask.Count(row => row.Sum() > 0);
        if (total == 0) throw new PureException("The policy loss has no valid token: every token of the batch is masked.");
        return Array.ConvertAll(mask, row =>
        {
            double divisor = aggregation == LossAggregation.Token ? total : row.Sum() * responses;
            return Array.ConvertAll(row, bit => bit == 0 ? 0 : bit / divisor);
        });
    }

    private static Token TokenLoss(PolicyLossBatch batch, PolicyLossOptions terms, int b, int t)
    {
        double advantage = batch.Advantages[b][t], weight = batch.ImportanceWeights?[b][t] ?? 1;
        double ratio = Math.Exp(batch.LogProbabilities[b][t] - batch.OldLogProbabilities[b][t]);
        double low = 1 - terms.Epsilon, high = 1 + (terms.EpsilonHigh ?? terms.Epsilon);
        double free = -ratio * advantage, bounded = -Math.Clamp(ratio, low, high) * advantage;
        bool clipped = bounded > free;
        double loss = weight * Math.Max(free, bounded);
        double slope = clipped ? 0 : weight * free;  // d rho / d logp = rho; outside the clip range the bounded surrogate is constant
        if (terms.Beta > 0)
        {
            double logRatio = batch.LogProbabilities[b][t] - batch.ReferenceLogProbabilities![b][t];
            loss += terms.Beta * Divergence.Estimate(terms.KlEstimator, logRatio);
            slope += terms.Beta * Divergence.Slope(terms.KlEstimator, logRatio);
        }

        if (terms.EntropyCoef > 0) loss -= terms.EntropyCoef * batch.Entropies![b][t];
        return new Token(loss, slope, ratio, clipped);
    }

    private static void Check(PolicyLossBatch batch, PolicyLossOptions terms)
    {
        if (terms.Beta > 0 && batch.ReferenceLogProbabilities is null)
            throw new PureException("beta is set, but there are no log-probabilities under the reference policy. Compute them, or set beta to 0.");
        if (terms.EntropyCoef > 0 && batch.Entropies is null)
            throw new PureException("entropy_coef is set, but there are no entropies. Compute them, or set entropy_coef to 0.");
        foreach (double[][] other in new[] { batch.OldLogProbabilities, batch.Advantages, batch.Mask, batch.ReferenceLogProbabilities, batch.Entropies, batch.ImportanceWeights }.OfType<double[][]>())
        {
            if (other.Length != batch.LogProbabilities.Length)
                throw new PureException($"The policy loss got {other.Length} rows beside {batch.LogProbabilities.Length} rows of log-probabilities.");
            for (int b = 0; b < other.Length; b++)
            {
                if (other[b].Length != batch.LogProbabilities[b].Length)
                    throw new PureException($"The policy loss got {other[b].Length} values beside {batch.LogProbabilities[b].Length} log-probabilities in row {b}.");
            }
        }
    }

    private readonly record struct Token(double Loss, double Slope, double Ratio, bool Clipped);
}
