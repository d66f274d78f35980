// Random weights for a model that starts from nothing. Normal with standard deviation 1/sqrt(fan-in) for the projections that
// read the residual stream; those that write to it are scaled by 1/sqrt(2L) more, so that the stream's variance does not grow
// with depth (GPT-2 report, section 2.3). Each tensor has its own generator, seeded by its name.
using Pure.Data;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>Makes the weights of a shape.</summary>
public static class WeightInitializer
{
    private const double EmbeddingDeviation = 0.1;

    /// <summary>All weights of a model, under their names in the file.</summary>
    public static Weights Random(ModelConfig config, ulong seed)
    {
        using DisposeScope scope = NewDisposeScope();
        return new Weights(Shapes(config).Select(s => KeyValuePair.Create(s.Key, Random(config, s, seed))).ToList());
    }

    /// <summary>One weight of a model, fp32. Whichever weights are made, and in whatever order, each is the same.</summary>
    public static Tensor Random(ModelConfig config, KeyValuePair<string, long[]> shape, ulong seed) => Make(config, shape.Key, shape.Value, seed);

    /// <summary>Names and shapes of a model's weights, in the order of the network.</summary>
    public static IReadOnlyList<KeyValuePair<string, long[]>> Shapes(ModelConfig config)
    {
        long hidden = config.HiddenSize, vocabulary = config.VocabularySize;
        var shapes = new List<KeyValuePair<string, long[]>>();
        void Add(string name, params long[] shape) => shapes.Add(KeyValuePair.Create(name, shape));

        Add("model.embed_tokens.weight", vocabulary, hidden);
        for (int i = 0; i < config.Layers; i++) AddLayer(config, $"model.layers.{i}.", Add);
        Add("model.norm.weight", hidden);
        switch (config.Head)
        {
            case ModelHead.LanguageModel when !config.TieWordEmbeddings:
                Add("lm_head.weight", vocabulary, hidden);
                break;
            case ModelHead.TokenClassifier:
                Add("score.weight", config.Labels, hidden);
                Add("score.bias", config.Labels);
                break;
            case ModelHead.SequenceClassifier:
                Add("score.weight", config.Labels, hidden);
                break;
            case ModelHead.TwoLayerClassifier:
                Add("score.0.weight", hidden, hidden);
                Add("score.0.bias", hidden);
                Add("score.2.weight", config.Labels, hidden);
                Add("score.2.bias", config.Labels);
                break;
        }

        return shapes;
    }

    private delegate void AddShape(string name, params long[] shape);

    private static void AddLayer(ModelConfig config, string layer, AddShape add)
    {
        long hidden = config.HiddenSize, inner = config.IntermediateSize;
        long queries = (long)config.Heads * config.HeadSize, keys = (long)config.KeyValueHeads * config.HeadSize;
        add(layer + "input_layernorm.weight", hidden);
        foreach ((string part, long size) in (ReadOnlySpan<(string, long)>)[("q", queries), ("k", keys), ("v", keys)])
        {
            add($"{layer}self_attn.{part}_proj.weight", size, hidden);
            if (config.QkvBias) add($"{layer}self_attn.{part}_proj.bias", size);
            if (config.QueryKeyNorm && part != "v") add($"{layer}self_attn.{part}_norm.weight", config.HeadSize);
        }

        add(layer + "self_attn.o_proj.weight", hidden, queries);
        if (config.AttentionOutputBias) add(layer + "self_attn.o_proj.bias", hidden);
        add(layer + "post_attention_layernorm.weight", hidden);
        add(layer + "mlp.gate_proj.weight", inner, hidden);
        add(layer + "mlp.up_proj.weight", inner, hidden);
        add(layer + "mlp.down_proj.weight", hidden, inner);
    }

    private static Tensor Make(ModelConfig config, string name, long[] shape, ulong seed)
    {
        if (name.EndsWith("norm.weight", StringComparison.Ordinal)) return ones(shape);
        if (name.EndsWith(".bias", StringComparison.Ordinal)) return zeros(shape);

        double deviation = name == "model.embed_tokens.weight" ? EmbeddingDeviation : 1 / Math.Sqrt(shape[^1]);
        if (name.EndsWith("o_proj.weight", StringComparison.Ordinal) || name.EndsWith("down_proj.weight", StringComparison.Ordinal))
            deviation /= Math.Sqrt(2.0 * config.Layers);
        using var generator = new Generator(SeedSequence.Derive(seed, name));
        Tensor weight = randn(shape, generator: generator);
        weight.Scale(deviation);
        return weight;
    }
}
