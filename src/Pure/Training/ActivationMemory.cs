// Whether the activations of a training step fit. Counted per token and layer from what autograd keeps of Decoder.Layer: inputs of
// the products (two norms, attention, gate · up), the products themselves, and the norms in fp32.
using Pure.Config;
using Pure.Models;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>Plans recomputation.</summary>
public static class ActivationMemory
{
    private const double ShareOfMemory = 0.25;

    /// <summary>Bytes that the micro-batches of all lanes keep between forward and backward pass, without recomputation.</summary>
    public static long Bytes(ModelConfig config, ComputeOptions compute, ScalarType type)
    {
        long element = type == ScalarType.BFloat16 ? 2 : 4, hidden = config.HiddenSize;
        long heads = (long)(config.Heads + (2 * config.KeyValueHeads)) * config.HeadSize;
        long perToken = (element * ((8 * hidden) + (4 * heads) + (5L * config.IntermediateSize))) + (24 * hidden);
        return perToken * config.Layers * compute.TokensPerMicroBatch * compute.Lanes;
    }

    /// <summary>Whether training of a model recomputes its layers.</summary>
    public static bool Recomputes(ModelConfig config, ComputeOptions compute, ScalarType type) => compute.Recomputation switch
    {
        LayerRecomputation.Always => true,
        LayerRecomputation.Never => false,
        _ => ComputeDevice.IsGpu(compute.Device) || Bytes(config, compute, type) > ShareOfMemory * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
    };
}
