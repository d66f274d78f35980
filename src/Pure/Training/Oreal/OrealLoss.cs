// OREAL's loss on one micro-batch (arXiv 2502.06781, equation 11). The advantages that it gets carry token weight, factor and the
// difference of the normalisers, so that their sign says which branch a token belongs to:
//   A > 0: -log pi_t A_t  (behaviour cloning)      A < 0: -exp(log pi_t - sg(log pi_t)) A_t      all: + beta kl
// OrealLossReference is the same by hand.
using Pure.Config;
using Pure.Tensors;
using static TorchSharp.torch;

namespace Pure.Training.Oreal;

/// <summary>The loss as a function of new log-probabilities.</summary>
public static class OrealLoss
{
    /// <summary>The loss of one micro-batch, a scalar to be added to those of the others.</summary>
    public static Tensor Of(Tensor logProbabilities, PolicyTokens tokens, PolicyLossOptions options)
    {
        Tensor positive = tensor(Array.ConvertAll(tokens.Advantages, a => -Math.Max(a, 0))), negative = tensor(Array.ConvertAll(tokens.Advantages, a => -Math.Min(a, 0)));  // (N)
        Tensor one = logProbabilities.Minus(logProbabilities.detach()).exp();
        Tensor loss = (logProbabilities * positive).Plus(one * negative);
        if (options.Beta > 0 && tokens.Reference.Length > 0) loss = loss.Plus(PolicyLoss.Divergence(logProbabilities, tensor(tokens.Reference), options.KlEstimator).Times(options.Beta));
        return (loss * tensor(tokens.Weights)).sum();
    }
}
