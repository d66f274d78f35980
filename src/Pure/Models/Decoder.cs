// The decoder that Qwen2 (arXiv 2407.10671, section 2), Qwen3, Llama and Mistral share, as a function of its weights: token ids in,
// final hidden states out. What the families do not share is data: a weight that is there or not.
// Training and sampling use these same lines, so that the importance ratio before the first update is 1.
//
// Batches are padded on the right. Under a causal mask no token sees what comes after it, so padding needs no mask at all and
// positions are simply 0, 1, 2, ... in every row.
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Pure.Models;

/// <summary>Forward pass of a decoder. Letters: B batch, T time, D hidden, H query heads, G key-value heads, d head size.</summary>
public sealed class Decoder(ModelConfig config, RotaryTable rotary)
{
    public ModelConfig Config => config;

    /// <summary>The rotations.</summary>
    internal RotaryTable Rotary => rotary;

    /// <summary>Hidden states of whole sequences, with every token seeing itself and those before it.</summary>
    /// <param name="weights">Joined weights.</param>
    /// <param name="tokens">(B, T) int64, padded on the right with any valid id.</param>
    /// <param name="cache">Filled with the keys and values of all T tokens when given.</param>
    /// <returns>(B, T, D), after the final norm.</returns>
    public Tensor Forward(DecoderWeights weights, Tensor tokens, KeyValueCache? cache = null)
    {
        Tensor x = Embed(weights, tokens);                                       // (B, T, D)
        bool recomputes = RecomputesLayers && x.requires_grad;
        for (int i = 0; i < config.Layers; i++)
        {
            int index = i;
            x = recomputes ? Recomputation.Of((h, again) => Layer(weights, index, h, null, again), x) : Layer(weights, i, x, cache);
        }

        return Norm(weights.Norm, x);
    }

    /// <summary>Joins weights for training: all layers at once, or each where it is computed when layers are computed again.</summary>
    public DecoderWeights Join(Weights weights) => DecoderWeights.Of(config, weights, RecomputesLayers);

    /// <summary>Whether training keeps only the input of each layer and computes the layer again in the backward pass.</summary>
    public bool RecomputesLayers { get; set; }

    /// <summary>Attention given queries, keys, values and mask, instead of libtorch's: for a device that has no such operator.</summary>
    internal Func<Tensor, Tensor, Tensor, Tensor?, Tensor>? Attention { get; init; }

    /// <summary>Whether attention is computed operator by operator: the reference, and the path of other devices.</summary>
    internal bool IsPlain { get; init; }

    /// <summary>One layer; <paramref name="isUnread"/> when only its gradients are wanted.</summary>
    private Tensor Layer(DecoderWeights weights, int index, Tensor x, KeyValueCache? cache, bool isUnread = false)
    {
        // What autograd needs it keeps itself; the rest of a layer's tensors need not live as long as the micro-batch.
        using DisposeScope scope = NewDisposeScope();
        LayerWeights layer = weights.Layers[index];
        Tensor attended = IsPlain || Attention is not null || cache is not null || !CausalAttention.IsOurs(x) ? PlainAttention(layer, index, x, cache) : OwnAttention(layer, x);  // (B, T, H·d)
        x = x.Plus(LinearLayer.Of(attended, layer.AttentionOutput, layer.AttentionOutputBias));
        return x.Plus(Mlp(layer, x, isUnread)).MoveToOuterDisposeScope();
    }

    /// <summary>Operator by operator: the reference for <see cref="OwnAttention"/>, and the path of other devices.</summary>
    private Tensor PlainAttention(LayerWeights layer, int index, Tensor x, KeyValueCache? cache)
    {
        (Tensor q, Tensor k, Tensor v) = Heads(layer, x, h => rotary.Rotate(h, 0));
        cache?.Write(index, k, v, 0);
        return Attend(q, k, v).transpose(1, 2).flatten(2);
    }

    private Tensor OwnAttention(LayerWeights layer, Tensor x)
    {
        Tensor all = Projected(layer, x);                                         // (B, T, (H + 2G)·d)
        if (layer.QueryKeyNorm is { } norm)
        {
            int rotated = (config.Heads + config.KeyValueHeads) * config.HeadSize;
            Tensor queriesAndKeys = all.narrow(2, 0, rotated).reshape(x.shape[0], x.shape[1], -1, config.HeadSize);
            all = cat([Norm(norm, queriesAndKeys).flatten(2), all.narrow(2, rotated, all.shape[2] - rotated)], 2);
        }

        return CausalAttention.Of(all, config, rotary);
    }

    private Tensor Projected(LayerWeights layer, Tensor x) => LinearLayer.Of(Norm(layer.AttentionNorm, x), layer.Qkv, layer.QkvBias);

    /// <summary>Hidden states of one further token a row.</summary>
    /// <param name="weights">Joined weights.</param>
    /// <param name="tokens">(B) int64: the newest token of each row.</param>
    /// <param name="cache">Holds the tokens before it, and takes it up.</param>
    /// <param name="position">Where each row stands.</param>
    /// <returns>(B, D), after the final norm.</returns>
    public Tensor ForwardOne(DecoderWeights weights, Tensor tokens, KeyValueCache cache, DecodePosition position)
    {
        Tensor x = Embed(weights, tokens.unsqueeze(1));                          // (B, 1, D)
        Tensor? mask = position.Mask?.to(x.dtype);
        int group = config.Heads / config.KeyValueHeads;
        for (int i = 0; i < config.Layers; i++)
        {
            LayerWeights layer = weights.Layers[i];
            (Tensor q, Tensor k, Tensor v) = Heads(layer, x, position.Rotation(rotary));
            position.Write(cache, i, k, v);

            // The query heads that share a key-value head stand beside each other as if they were time steps.
            Tensor grouped = q.reshape(q.shape[0], config.KeyValueHeads, group, config.HeadSize);
            (Tensor keys, Tensor values) = (position.InUse(cache.Keys(i)), position.InUse(cache.Values(i)));
            Tensor attended = Attention?.Invoke(grouped, keys, values, mask) ?? F.scaled_dot_product_attention(grouped, keys, values, mask);  // (B, G, H/G, d)
            x = x.Plus(LinearLayer.Of(attended.reshape(q.shape[0], 1, -1), layer.AttentionOutput, layer.AttentionOutputBias));
            x = x.Plus(Mlp(layer, x));
        }

        return Norm(weights.Norm, x).squeeze(1);
    }

    /// <summary>The output projection: logits over the vocabulary, or over the labels of a classifier.</summary>
    /// <param name="weights">Joined weights.</param>
    /// <param name="hidden">(..., D)</param>
    /// <returns>fp32. A classifier's head is computed in fp32 as well: rounded to bf16, its scores would tie.</returns>
    public static Tensor Project(DecoderWeights weights, Tensor hidden)
    {
        if (!weights.IsClassifier) return LinearLayer.Of(hidden, weights.Output).to(ScalarType.Float32);
        hidden = hidden.to(ScalarType.Float32);
        if (weights.HeadHidden is var (weight, bias)) hidden = F.relu(F.linear(hidden, weight.to(ScalarType.Float32), bias.to(ScalarType.Float32)));
        return F.linear(hidden, weights.Output.to(ScalarType.Float32), weights.OutputBias?.to(ScalarType.Float32)!);
    }

    private static Tensor Embed(DecoderWeights weights, Tensor tokens) =>
        weights.Embedding.Rows(tokens.flatten()).reshape([.. tokens.shape, weights.Embedding.shape[1]]);

    /// <summary>Queries (B, H, T, d), keys and values (B, G, T, d), the first two rotated.</summary>
    private (Tensor Q, Tensor K, Tensor V) Heads(LayerWeights layer, Tensor x, Func<Tensor, Tensor> rotate)
    {
        Tensor all = Projected(layer, x).reshape(x.shape[0], x.shape[1], config.Heads + (2 * config.KeyValueHeads), config.HeadSize);  // (B, T, H + 2G, d)
        int rotated = config.Heads + config.KeyValueHeads;
        Tensor unrotated = all.narrow(2, 0, rotated);
        if (layer.QueryKeyNorm is { } norm) unrotated = Norm(norm, unrotated);
        Tensor qk = rotate(unrotated).transpose(1, 2);                            // (B, H + G, T, d)
        Tensor v = all.narrow(2, rotated, config.KeyValueHeads).transpose(1, 2);  // (B, G, T, d)
        return (qk.narrow(1, 0, config.Heads), qk.narrow(1, config.Heads, config.KeyValueHeads), v);
    }

    /// <summary>Causal attention. A GPU's kernels share keys and values among the query heads of a group; on a CPU repeating them is faster.</summary>
    private Tensor Attend(Tensor q, Tensor k, Tensor v) => q.device_type switch
    {
        _ when Attention is { } attention => attention(q, PerQueryHead(k), PerQueryHead(v), null),
        DeviceType.CPU => F.scaled_dot_product_attention(q, PerQueryHead(k), PerQueryHead(v), is_casual: true),
        _ => Aten.GroupedAttention(q, k, v),
    };

    private Tensor PerQueryHead(Tensor heads)
    {
        int group = config.Heads / config.KeyValueHeads;
        return group == 1 ? heads : heads.repeat_interleave(group, 1);
    }

    private Tensor Mlp(LayerWeights layer, Tensor x, bool isUnread = false)
    {
        Tensor gated = GatedActivation.Of(LinearLayer.Of(Norm(layer.MlpNorm, x), layer.GateUp));  // (B, T, F), of (B, T, 2F)
        return isUnread ? UnreadProduct.Of(gated, layer.Down) : LinearLayer.Of(gated, layer.Down);
    }

    /// <summary>Root-mean-square norm (arXiv 1910.07467, equation 4), in fp32 whatever x is.</summary>
    private Tensor Norm(Tensor weight, Tensor x) => RootMeanSquareNorm.Of(x, weight, config.NormEpsilon);
}
