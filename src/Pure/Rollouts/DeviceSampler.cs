// Draws tokens where the logits are, so that a vocabulary of logits need not cross to the host for every token. The same rule as
// TokenSampler's in the same order: the first token whose cumulated weight exp(z - max z), in fp64, is above uniform times their sum. The
// uniform numbers come from the seeds of the responses, as everywhere; no generator of the device is used.
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Rollouts;

/// <summary>Sampling of whole rows by tensor operations; <see cref="TokenSampler"/> is the reference.</summary>
internal static class DeviceSampler
{
    /// <summary>Whether tokens can be drawn so: over the whole vocabulary, or greedily.</summary>
    public static bool Supports(SamplingOptions options) => options.IsFull || options.Temperature <= 0;

    /// <summary>Draws a token a row.</summary>
    /// <param name="logits">(B, V), fp32</param>
    /// <param name="options">How to draw.</param>
    /// <param name="uniforms">B numbers in [0, 1).</param>
    public static (int Token, double LogProbability)[] Draw(Tensor logits, SamplingOptions options, double[] uniforms)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor uniform = tensor(uniforms, dtype: ScalarType.Float64).On(logits.device).unsqueeze(1);                              // (B, 1)
        Tensor scaled = logits.to(ScalarType.Float64).Times(options.Temperature > 0 ? 1 / options.Temperature : 1);              // (B, V)
        Tensor largest = scaled.amax([1L], keepdim: true);                                                                       // (B, 1)
        Tensor cumulated = scaled.Minus(largest).exp().cumsum(1);                                                                // (B, V)
        Tensor total = cumulated.narrow(1, logits.shape[1] - 1, 1);                                                              // (B, 1)

        // A uniform number is below 1 by at least 2^-53, so its product with the total is below the total, also rounded.
        Tensor token = options.Temperature > 0 ? cumulated.le(uniform * total).sum(1, keepdim: true) : scaled.argmax(1, keepdim: true);   // (B, 1)
        Tensor log = scaled.gather(1, token).Minus(largest).Minus(total.log());                                                  // (B, 1)
        double[] both = cat([token.to(ScalarType.Float64), log], 1).OnHost().contiguous().data<double>().ToArray();
        return [.. uniforms.Select((_, i) => ((int)both[2 * i], both[(2 * i) + 1]))];
    }
}
