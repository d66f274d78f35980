using Pure.Config;

namespace Pure.Training;

/// <summary>The weight of each token in the mean of the policy loss, chosen once for the whole batch, so that gradients of micro-batches add up to the gradient of the batch.</summary>
public static class TokenWeights
{
    /// <summary>Weights that add up to 1 over all tokens that take part.</summary>
    /// <param name="masks">One array a response; 1 where a token takes part.</param>
    /// <param name="aggregation">Over what the mean is.</param>
    public static float[][] Of(IReadOnlyList<byte[]> masks, LossAggregation aggregation)
    {
        long tokens = masks.Sum(m => m.Sum(x => (long)x));
        int responses = masks.Count(m => m.Any(x => x != 0));
        return [.. masks.Select(mask =>
        {
            double weight = aggregation == LossAggregation.Token ? 1.0 / Math.Max(1, tokens) : 1.0 / Math.Max(1, responses) / Math.Max(1, mask.Sum(x => (long)x));
            return mask.Select(x => (float)(x * weight)).ToArray();
        })];
    }
}
