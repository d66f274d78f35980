// The clipped surrogate of PPO (arXiv 1707.06347, equation 7) with a divergence term against the reference policy, on one
// micro-batch of tokens:
//   L = sum_t w_t [ -min(rho_t A_t, clip(rho_t, 1 - eps_low, 1 + eps_high) A_t) + beta kl_t - c_H H_t ],   rho_t = exp(logp_t - old_t)
// The weights w_t are chosen once for the whole batch (see TokenWeights), so that micro-batches add up exactly.
using Pure.Config;
using Pure.Credit;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>The policy loss as a function of new log-probabilities.</summary>
public static class PolicyLoss
{
    /// <summary>The loss of one micro-batch, a scalar to be added to those of the others.</summary>
    /// <param name="logProbabilities">(N), with gradient.</param>
    /// <param name="tokens">What else is known of the N tokens.</param>
    /// <param name="options">Clip range, divergence, entropy bonus.</param>
    /// <param name="entropies">(N), entropy of the policy at each token; needed when <see cref="PolicyLossOptions.EntropyCoef"/> is set.</param>
    public static Tensor Of(Tensor logProbabilities, PolicyTokens tokens, PolicyLossOptions options, Tensor? entropies = null)
    {
        Tensor advantages = tensor(tokens.Advantages);                                        // (N)
        Tensor ratio = logProbabilities.Minus(tensor(tokens.Old)).exp();                         // (N)
        Tensor clipped = ratio.Clamped(1 - options.Epsilon, 1 + (options.EpsilonHigh ?? options.Epsilon));
        Tensor loss = -minimum(ratio * advantages, clipped * advantages);
        if (options.Beta > 0 && tokens.Reference.Length > 0)
            loss = loss.Plus(Divergence(logProbabilities, tensor(tokens.Reference), options.KlEstimator).Times(options.Beta));
        if (options.EntropyCoef > 0) loss = loss.Minus(entropies!.Times(options.EntropyCoef));
        return (loss * tensor(tokens.Weights)).sum();
    }

    /// <summary>Estimates KL(policy || reference) at sampled tokens (Schulman, "Approximating KL divergence", 2020).</summary>
    internal static Tensor Divergence(Tensor logProbabilities, Tensor reference, KlEstimator estimator)
    {
        Tensor difference = logProbabilities.Minus(reference);
        return estimator switch
        {
            KlEstimator.K1 => difference,
            KlEstimator.K2 => (difference * difference).Times(0.5),
            KlEstimator.Abs => difference.abs(),
            KlEstimator.K3Clamped => K3(difference).Clamped(-10, 10),
            _ => K3(difference),
        };
    }

    private static Tensor K3(Tensor difference) => (-difference).exp().Plus(-1).Plus(difference);
}
