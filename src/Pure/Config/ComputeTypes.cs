using static TorchSharp.torch;

namespace Pure.Config;

/// <summary>The element type of tensors that stands for a <see cref="ComputeType"/>.</summary>
internal static class ComputeTypes
{
    public static ScalarType Scalar(this ComputeType type) => type == ComputeType.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
}
