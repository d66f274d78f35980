// The loss of a probabilistic uncertain reward model (PURM, arXiv 2503.22480) for one pair, in fp64, as the reference that the
// training code is tested against. With z = mu_z + sigma_z x, x standard normal:
//
//     paper     L1 = -log E[sigmoid(z)]     the likelihood of the preference under both rewards' distributions
//     released  L2 = -E[log sigmoid(z)]     an upper bound of it (Jensen)
//
// dL2/dsigma > 0 everywhere, since log sigmoid is concave: the released loss always shrinks sigma, and on pairs labelled by chance it
// shrinks it most. dL1/dsigma has the sign of mu_z: a pair that is ranked wrongly raises sigma. Therefore the paper's form is the default.
namespace Pure.Rewards.Uncertain;

/// <summary>Loss, probability and gradients of one preference.</summary>
public static class PurmLoss
{
    /// <summary>Close enough to the integral for every deviation that a head can give.</summary>
    public static NormalNodes Integral { get; } = NormalNodes.Trapezoid(reach: 40, step: 0.02);

    /// <summary>P(chosen is better) = E[sigmoid(z)].</summary>
    public static double Probability(RewardDistribution difference, NormalNodes nodes) => Math.Exp(LogProbability(difference, nodes));

    /// <summary>The closed form of MacKay (1992): sigmoid(mu / sqrt(1 + pi sigma^2 / 8)). Good for reports; its tail is off by 40 % at mu = -5.</summary>
    public static double ProbabilityMacKay(RewardDistribution difference) =>
        Sigmoid(difference.Mean / Math.Sqrt(1 + (Math.PI * difference.Deviation * difference.Deviation / 8)));

    /// <summary>The loss of one pair.</summary>
    /// <param name="difference">Reward of the chosen response minus that of the rejected one.</param>
    /// <param name="form">Paper or released.</param>
    /// <param name="nodes">The rule, or the draws.</param>
    public static double Of(RewardDistribution difference, PurmLossForm form, NormalNodes nodes)
    {
        if (form == PurmLossForm.Paper) return -LogProbability(difference, nodes);
        double sum = 0;
        for (int i = 0; i < nodes.Nodes.Length; i++) sum += Math.Exp(nodes.LogWeights[i]) * LogSigmoid(At(difference, nodes, i));
        return -sum;
    }

    /// <summary>Derivatives of the loss by mu_z and sigma_z.</summary>
    public static (double ByMean, double ByDeviation) Gradient(RewardDistribution difference, PurmLossForm form, NormalNodes nodes)
    {
        double log = form == PurmLossForm.Paper ? LogProbability(difference, nodes) : 0;
        double byMean = 0, byDeviation = 0;
        for (int i = 0; i < nodes.Nodes.Length; i++)
        {
            double z = At(difference, nodes, i);

            // d log sigmoid(z) / dz = 1 - sigmoid(z); in the paper's form each node counts by its share of the probability.
            double share = form == PurmLossForm.Paper ? nodes.LogWeights[i] + LogSigmoid(z) - log : nodes.LogWeights[i];
            double slope = Math.Exp(share) * Sigmoid(-z);
            byMean -= slope;
            byDeviation -= slope * nodes.Nodes[i];
        }

        return (byMean, byDeviation);
    }

    /// <summary>The chain rule down to the head's second output of one response: d sigma_z / d raw = sigma^2 / (10 sigma_z).</summary>
    /// <param name="response">Of the response whose output is asked about.</param>
    /// <param name="difference">Of the pair.</param>
    /// <param name="byDeviation">Derivative by sigma_z.</param>
    public static double ByRaw(RewardDistribution response, RewardDistribution difference, double byDeviation) =>
        byDeviation * response.Deviation * response.Deviation / (RewardDistribution.RawTemperature * difference.Deviation);

    private static double LogProbability(RewardDistribution difference, NormalNodes nodes)
    {
        double most = double.NegativeInfinity;
        for (int i = 0; i < nodes.Nodes.Length; i++) most = Math.Max(most, nodes.LogWeights[i] + LogSigmoid(At(difference, nodes, i)));
        double sum = 0;
        for (int i = 0; i < nodes.Nodes.Length; i++) sum += Math.Exp(nodes.LogWeights[i] + LogSigmoid(At(difference, nodes, i)) - most);
        return most + Math.Log(sum);
    }

    private static double At(RewardDistribution difference, NormalNodes nodes, int i) => difference.Mean + (difference.Deviation * nodes.Nodes[i]);

    private static double LogSigmoid(double z) => z >= 0 ? -Math.Log(1 + Math.Exp(-z)) : z - Math.Log(1 + Math.Exp(z));

    private static double Sigmoid(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));
}
