using Pure.Tensors.Simd;
using static TorchSharp.torch;

namespace Pure.Models.Inference;

/// <summary>Makes the inference pass that fits the element of some weights.</summary>
internal static class InferencePasses
{
    /// <summary>A pass for one thread or lane.</summary>
    /// <param name="weights">Prepared weights; may be shared between lanes.</param>
    /// <param name="rotary">Rotations.</param>
    /// <param name="threads">Threads inside one operation.</param>
    public static IInferencePass Of(PreparedWeights weights, RotaryTable rotary, int threads) => weights.Source.Type == ScalarType.BFloat16
        ? new InferencePass<Bf16>(weights, rotary, threads)
        : new InferencePass<Fp32>(weights, rotary, threads);
}
