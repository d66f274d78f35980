// The pair losses of PRIME's recipe in verl for the online reward model: each response against the mean of those on the other side of its
// group, without gradient through them, Q = beta times the summed log-ratio:
//   -ln sigma(+-(Q_i - mean Q of the other side)), a mean over the batch; or weighted by K P^(K-1), P = share of the group that is not
//   better, as if the best of K were drawn, and summed.
// Pure fp64.
using Pure.Rewards.Implicit;

namespace Pure.Credit.Prime;

/// <summary>DPO within groups.</summary>
public static class DetachedPairLoss
{
    /// <summary>The loss over a batch of groups.</summary>
    /// <param name="rho">Log-ratio of each response; those of a group stand beside each other.</param>
    /// <param name="outcomes">Outcome of each response.</param>
    /// <param name="groupSize">K.</param>
    /// <param name="beta">Temperature.</param>
    /// <param name="weighting">How responses are weighted.</param>
    public static OutcomeLoss Of(ReadOnlySpan<double> rho, ReadOnlySpan<double> outcomes, int groupSize, double beta, BestOfWeighting weighting)
    {
        double loss = 0;
        double[] gradient = new double[rho.Length];
        for (int i = 0; i < rho.Length; i++)
        {
            int first = i / groupSize * groupSize;
            ReadOnlySpan<double> q = rho.Slice(first, groupSize), o = outcomes.Slice(first, groupSize);
            double sign = outcomes[i] > 0 ? 1 : -1, margin = sign * beta * (rho[i] - Opposite(q, o, outcomes[i]));
            double weight = weighting switch
            {
                BestOfWeighting.Reward => groupSize * Math.Pow(ShareUpTo(q, rho[i]), groupSize - 1),
                BestOfWeighting.Outcome => groupSize * Math.Pow(ShareUpTo(o, outcomes[i]), groupSize - 1),
                _ => 1.0 / rho.Length,
            };
            loss += weight * OutcomeLosses.Softplus(-margin);
            gradient[i] = -sign * beta * weight * OutcomeLosses.Sigmoid(-margin);
        }

        return new OutcomeLoss(loss, gradient);
    }

    /// <summary>Mean log-ratio of the worse responses for a right one, of the better ones for a wrong one; 0 when there are none.</summary>
    private static double Opposite(ReadOnlySpan<double> rho, ReadOnlySpan<double> outcomes, double own)
    {
        double sum = 0;
        int count = 0;
        for (int j = 0; j < rho.Length; j++)
        {
            if (own > 0 ? outcomes[j] >= own : outcomes[j] <= own) continue;
            sum += rho[j];
            count++;
        }

        return count == 0 ? 0 : sum / count;
    }

    private static double ShareUpTo(ReadOnlySpan<double> values, double own)
    {
        int count = 0;
        foreach (double value in values) count += value <= own ? 1 : 0;
        return (double)count / values.Length;
    }
}
