// The weights of a decoder as the inference pass reads them: matrices in the layout of oneDNN's kernels, norms in fp32. Made once per
// policy version; the source may be changed afterwards without effect.
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models.Inference;

/// <summary>Prepared weights. The tensors belong to the dispose scope in which they are made.</summary>
internal sealed class PreparedWeights
{
    private PreparedWeights(ModelConfig config, DecoderWeights source)
    {
        Config = config;
        Source = source;
        Layers = [.. source.Layers.Select(layer => new PreparedLayer(
            Wide(layer.AttentionNorm), OneDnn.Prepare(layer.Qkv), layer.QkvBias, OneDnn.Prepare(layer.AttentionOutput),
            Wide(layer.MlpNorm), OneDnn.Prepare(layer.GateUp.narrow(0, 0, config.IntermediateSize)), OneDnn.Prepare(layer.GateUp.narrow(0, config.IntermediateSize, config.IntermediateSize)),
            OneDnn.Prepare(layer.Down))
        {
            QueryKeyNorm = layer.QueryKeyNorm is { } norm ? Wide(norm) : null,
            AttentionOutputBias = layer.AttentionOutputBias,
        })];
        Norm = Wide(source.Norm);
        Output = source.IsClassifier ? null : OneDnn.Prepare(source.Output);
    }

    public ModelConfig Config { get; }

    /// <summary>What they were made of: embedding and classifier head are used as they are.</summary>
    public DecoderWeights Source { get; }

    public IReadOnlyList<PreparedLayer> Layers { get; }

    /// <summary>(D), fp32</summary>
    public Tensor Norm { get; }

    /// <summary>(V, D) of a language model.</summary>
    public Tensor? Output { get; }

    /// <summary>Whether the inference pass can be used with such weights here.</summary>
    public static bool Supports(DecoderWeights weights) => weights.Embedding.device_type == DeviceType.CPU && OneDnn.Supports(weights.Type);

    /// <summary>Prepares weights.</summary>
    public static PreparedWeights Of(ModelConfig config, DecoderWeights weights)
    {
        using IDisposable quiet = no_grad();
        return new PreparedWeights(config, weights);
    }

    /// <summary>Logits of hidden states.</summary>
    /// <param name="hidden">(R, D)</param>
    /// <returns>(R, V) of the weights' type, or the fp32 logits of a classifier.</returns>
    public Tensor Project(Tensor hidden) => Output is null ? Decoder.Project(Source, hidden) : OneDnn.Linear(hidden, Output, null);

    private static Tensor Wide(Tensor tensor) => tensor.to(ScalarType.Float32).contiguous();
}
