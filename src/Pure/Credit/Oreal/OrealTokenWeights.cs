// Weights of tokens from the logits w of a token-level reward model (OREAL, arXiv 2502.06781, equation 10, and published code):
//   right responses: omega+ = max(2 sigma - 1, 0);  wrong ones: omega- = max(1 - 2 sigma, 0)
// with sigma of the token's own logit in the paper and of the mean of the logits up to it in the code. A head of zeros gives 0 for both.
using Pure.Rewards.Implicit;

namespace Pure.Credit.Oreal;

/// <summary>Weights of the tokens of one response.</summary>
/// <param name="Positive">omega+: how much each token is cloned when the response is right.</param>
/// <param name="Negative">omega-: how much each token is pushed away when the response is wrong.</param>
public sealed record OrealTokenWeights(double[] Positive, double[] Negative)
{
    /// <summary>Computes both.</summary>
    /// <param name="logits">Of each token.</param>
    /// <param name="form">How.</param>
    /// <param name="right">Threshold, or share of the tokens for <see cref="TokenWeightForm.TopK"/>, of right responses.</param>
    /// <param name="wrong">The same of wrong ones.</param>
    public static OrealTokenWeights Of(ReadOnlySpan<double> logits, TokenWeightForm form, double right, double wrong)
    {
        double[] p = new double[logits.Length];
        double sum = 0;
        for (int t = 0; t < p.Length; t++)
        {
            sum += logits[t];
            p[t] = OutcomeLosses.Sigmoid(form == TokenWeightForm.Tokenwise ? logits[t] : sum / (t + 1));
        }

        double[] q = Array.ConvertAll(p, x => 1 - x);
        return form switch
        {
            TokenWeightForm.One => new OrealTokenWeights(Array.ConvertAll(p, _ => 1.0), Array.ConvertAll(p, _ => 1.0)),
            TokenWeightForm.TopK => new OrealTokenWeights(Largest(p, right), Largest(q, wrong)),
            _ => new OrealTokenWeights(Above(p, right), Above(q, wrong)),
        };
    }

    /// <summary>The mean of the logits up to each token.</summary>
    public static double[] RunningMean(ReadOnlySpan<double> logits)
    {
        double[] means = new double[logits.Length];
        double sum = 0;
        for (int t = 0; t < means.Length; t++) means[t] = (sum += logits[t]) / (t + 1);
        return means;
    }

    private static double[] Above(double[] p, double threshold) => Array.ConvertAll(p, x => Math.Clamp((x - threshold) / (1 - threshold), 0, 1));

    /// <summary>Keeps a share of the tokens, at least one, and scales them from smallest to largest; all 1 when they are equal.</summary>
    private static double[] Largest(double[] p, double share)
    {
        double[] weights = new double[p.Length];
        int[] chosen = [.. Enumerable.Range(0, p.Length).OrderByDescending(t => p[t]).Take(Math.Max(1, (int)(p.Length * share)))];
        double low = chosen.Min(t => p[t]), high = chosen.Max(t => p[t]);
        foreach (int t in chosen) weights[t] = high > low ? (p[t] - low) / (high - low) : 1;
        return weights;
    }
}
