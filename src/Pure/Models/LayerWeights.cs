using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>Weights of one decoder layer, joined for use.</summary>
/// <param name="AttentionNorm">(D)</param>
/// <param name="Qkv">((H + 2G)·d, D): queries, then keys, then values.</param>
/// <param name="QkvBias">((H + 2G)·d), or <see langword="null"/>.</param>
/// <param name="AttentionOutput">(D, H·d)</param>
/// <param name="MlpNorm">(D)</param>
/// <param name="GateUp">(2F, D): gate, then up.</param>
/// <param name="Down">(D, F)</param>
public sealed record LayerWeights(Tensor AttentionNorm, Tensor Qkv, Tensor? QkvBias, Tensor AttentionOutput, Tensor MlpNorm, Tensor GateUp, Tensor Down)
{
    /// <summary>Norm weights of each query and key head, (H + G, d), in families that have them.</summary>
    public Tensor? QueryKeyNorm { get; init; }

    /// <summary>(D), or <see langword="null"/>.</summary>
    public Tensor? AttentionOutputBias { get; init; }
}
