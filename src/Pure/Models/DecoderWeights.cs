// The tensors of a decoder as its forward pass uses them: q, k and v in one product, gate and up in one. They are joined from
// the named weights once per policy version (or once per update, inside the autograd graph, so that gradients reach the names).
using Pure.Models.Lora;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>Weights of one decoder, joined for use. Shapes: D hidden, H query heads, G key-value heads, d head size, F intermediate, V vocabulary.</summary>
public sealed class DecoderWeights
{
    private DecoderWeights(Tensor embedding, IReadOnlyList<LayerWeights> layers, Tensor norm, Tensor output)
    {
        Embedding = embedding;
        Layers = layers;
        Norm = norm;
        Output = output;
    }

    /// <summary>(V, D)</summary>
    public Tensor Embedding { get; }

    public IReadOnlyList<LayerWeights> Layers { get; }

    /// <summary>(D)</summary>
    public Tensor Norm { get; }

    /// <summary>(V, D) for a language model, (labels, D) for a token classifier.</summary>
    public Tensor Output { get; }

    /// <summary>Whether the output is a classifier's head.</summary>
    public bool IsClassifier { get; private init; }

    /// <summary>Element type of the weights, and so of the activations.</summary>
    public ScalarType Type => Embedding.dtype;

    /// <summary>Their device.</summary>
    public Device Device => Embedding.device;

    /// <summary>(labels), or <see langword="null"/>.</summary>
    public Tensor? OutputBias { get; private init; }

    /// <summary>The hidden layer of a two-layer head, (D, D) and (D), or <see langword="null"/>.</summary>
    public (Tensor Weight, Tensor Bias)? HeadHidden { get; private init; }

    /// <summary>Joins named weights. The joined tensors belong to the current dispose scope.</summary>
    /// <param name="config">Shape of the model.</param>
    /// <param name="weights">Named weights.</param>
    /// <param name="onUse">Whether a layer is joined each time it is asked for, in the scope and the graph where it is used, instead of all at once: a second copy of one layer at a time.</param>
    public static DecoderWeights Of(ModelConfig config, Weights weights, bool onUse = false)
    {
        var joining = new JoinedOnUse(config.Layers, i => Layer(config, weights, $"model.layers.{i}."));
        IReadOnlyList<LayerWeights> layers = onUse ? joining : [.. joining];
        Tensor embedding = weights["model.embed_tokens.weight"];
        Tensor output = config.Head switch
        {
            ModelHead.LanguageModel => config.TieWordEmbeddings ? embedding : weights["lm_head.weight"],
            ModelHead.TwoLayerClassifier => weights["score.2.weight"],
            _ => weights["score.weight"],
        };
        return new DecoderWeights(embedding, layers, weights["model.norm.weight"], output)
        {
            IsClassifier = config.Labels > 0,
            OutputBias = config.Head switch
            {
                ModelHead.TokenClassifier => weights["score.bias"],
                ModelHead.TwoLayerClassifier => weights["score.2.bias"],
                _ => null,
            },
            HeadHidden = config.Head == ModelHead.TwoLayerClassifier ? (weights["score.0.weight"], weights["score.0.bias"]) : null,
        };
    }

    private static LayerWeights Layer(ModelConfig config, Weights weights, string prefix)
    {
        string attention = prefix + "self_attn.";
        return new LayerWeights(
            weights[prefix + "input_layernorm.weight"],
            Joined(name => LoraAdapter.Effective(config, weights, name), attention, "weight"),
            config.QkvBias ? Joined(name => weights[name], attention, "bias") : null,
            LoraAdapter.Effective(config, weights, attention + "o_proj.weight"),
            weights[prefix + "post_attention_layernorm.weight"],
            cat([LoraAdapter.Effective(config, weights, prefix + "mlp.gate_proj.weight"), LoraAdapter.Effective(config, weights, prefix + "mlp.up_proj.weight")]),
            LoraAdapter.Effective(config, weights, prefix + "mlp.down_proj.weight"))
        {
            QueryKeyNorm = config.QueryKeyNorm ? QueryKeyNorms(config, weights, attention) : null,
            AttentionOutputBias = config.AttentionOutputBias ? weights[attention + "o_proj.bias"] : null,
        };
    }

    private static Tensor Joined(Func<string, Tensor> weight, string attention, string part) =>
        cat([weight($"{attention}q_proj.{part}"), weight($"{attention}k_proj.{part}"), weight($"{attention}v_proj.{part}")]);

    /// <summary>One row a head: all query heads share one norm, all key heads another.</summary>
    private static Tensor QueryKeyNorms(ModelConfig config, Weights weights, string attention) => cat([
        weights[attention + "q_norm.weight"].expand(config.Heads, config.HeadSize),
        weights[attention + "k_norm.weight"].expand(config.KeyValueHeads, config.HeadSize)]);
}
