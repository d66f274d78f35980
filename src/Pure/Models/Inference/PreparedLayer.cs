using static TorchSharp.torch;

namespace Pure.Models.Inference;

/// <summary>Weights of one layer, prepared. Norms are fp32 (D); matrices are opaque, their shapes as in <see cref="LayerWeights"/>.</summary>
internal sealed record PreparedLayer(Tensor AttentionNorm, Tensor Qkv, Tensor? QkvBias, Tensor AttentionOutput, Tensor MlpNorm, Tensor Gate, Tensor Up, Tensor Down)
{
    /// <summary>Norm weights of each query and key head, (H + G, d), fp32, or <see langword="null"/>.</summary>
    public Tensor? QueryKeyNorm { get; init; }

    /// <summary>(D), or <see langword="null"/>.</summary>
    public Tensor? AttentionOutputBias { get; init; }
}
