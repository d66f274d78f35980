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
        return new Weights(Shapes(config).Select(s => KeyValuePair.Create(s.Key, Make(config, s.Key, s.Value, seed))).ToList());
    }

    /// <summary>Names and shapes of a model's weights, in the order of the network.</summary>
    public static IReadOnlyList<KeyValuePair<string, long[]>> Shapes(ModelConfig config)
    {
        long hidden = config.HiddenSize, inner = config.IntermediateSize, vocabulary = config.VocabularySize;
        long queries = (long)config.Heads * config.HeadSize, keys = (long)config.KeyValueHeads * config.HeadSize;
        var shapes = new List<KeyValuePair<string, long[]>>();
        void Add(string name, params long[] shape) => shapes.Add(KeyValuePair.Create(name, shape));

        Add("model.embed_tokens.weight", vocabulary, hidden);
        for (int i = 0; i < config.Layers; i++)
        {
            string layer = $"model.layers.{i}.";
            Add(layer + "input_layernorm.weight", hidden);
            Add(layer + "self_attn.q_proj.weight", queries, hidden);
            Add(layer + "self_attn.q_proj.bias", queries);
            Add(layer + "self_attn.k_proj.weight", keys, hidden);
            Add(layer + "self_attn.k_proj.bias", keys);
            Add(layer + "self_attn.v_proj.weight", keys, hidden);
            Add(layer + "self_attn.v_proj.bias", keys);
            Add(layer + "self_attn.o_proj.weight", hidden, queries);
            Add(layer + "post_attention_layernorm.weight", hidden);
            Add(layer + "mlp.gate_proj.weight", inner, hidden);
            Add(layer + "mlp.up_proj.weight", inner, hidden);
            Add(layer + "mlp.down_proj.weight", hidden, inner);
        }

        Add("model.norm.weight", hidden);
        if (config.Labels > 0)
        {
            Add("score.weight", config.Labels, hidden);
            Add("score.bias", config.Labels);
        }
        else if (!config.TieWordEmbeddings)
        {
            Add("lm_head.weight", vocabulary, hidden);
        }

        return shapes;
    }

    private static Tensor Make(ModelConfig config, string name, long[] shape, ulong seed)
    {
        if (name.EndsWith("norm.weight", StringComparison.Ordinal)) return ones(shape);
        if (name.EndsWith(".bias", StringComparison.Ordinal)) return zeros(shape);

        double deviation = name == "model.embed_tokens.weight" ? EmbeddingDeviation : 1 / Math.Sqrt(shape[^1]);
        if (name.EndsWith("o_proj.weight", StringComparison.Ordinal) || name.EndsWith("down_proj.weight", StringComparison.Ordinal))
            deviation /= Math.Sqrt(2.0 * config.Layers);
        using var generator = new Generator(SeedSequence.Derive(seed, name));
        return randn(shape, generator: generator).Times(deviation);
    }
}
