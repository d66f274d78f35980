// The loss of OREAL's token-level reward model (arXiv 2502.06781, section 3.3): cross-entropy of sigma(mean of the response's token logits)
// with its outcome, one term a response. Not one a token: then no token could differ from the others.
using Pure.Rewards.Implicit;

namespace Pure.Credit.Oreal;

/// <summary>The loss on mean logits.</summary>
public static class TokenRewardLoss
{
    /// <summary>A mean over responses.</summary>
    /// <param name="logits">Token logits of each response.</param>
    /// <param name="outcomes">1 right, 0 wrong.</param>
    /// <returns>The loss and the gradient of each token's logit.</returns>
    public static (double Loss, double[][] Gradient) Of(IReadOnlyList<double[]> logits, ReadOnlySpan<double> outcomes)
    {
        double[] means = [.. logits.Select(row => row.Average())];
        OutcomeLoss loss = OutcomeLosses.CrossEntropy(means, outcomes, beta: 1);
        return (loss.Loss, [.. logits.Select((row, i) => Array.ConvertAll(row, _ => loss.Gradient[i] / row.Length))]);
    }
}
