// The architecture written out once more, in fp64, one token at a time, with loops instead of tensor operations: a second
// opinion that shares nothing with the real forward pass but the weights.
using Pure.Models;
using Pure.Tensors;

namespace Pure.Tests.Models;

internal sealed class StraightDecoder(ModelConfig config, Weights weights)
{
    private readonly Dictionary<string, double[]> _data =
        weights.All.ToDictionary(w => w.Key, w => w.Value.data<float>().ToArray().Select(x => (double)x).ToArray());

    /// <summary>Logits at every position.</summary>
    public double[][] Logits(int[] ids)
    {
        double[][] x = [.. ids.Select(id => _data["model.embed_tokens.weight"].AsSpan(id * config.HiddenSize, config.HiddenSize).ToArray())];
        for (int layer = 0; layer < config.Layers; layer++)
        {
            string name = $"model.layers.{layer}.";
            double[][] attended = Attention(name + "self_attn.", [.. x.Select(h => Norm(name + "input_layernorm.weight", h))]);
            for (int t = 0; t < x.Length; t++)
            {
                Add(x[t], attended[t]);
                double[] h = Norm(name + "post_attention_layernorm.weight", x[t]);
                double[] gate = Linear(name + "mlp.gate_proj", h), up = Linear(name + "mlp.up_proj", h);
                for (int i = 0; i < gate.Length; i++) gate[i] = gate[i] / (1 + Math.Exp(-gate[i])) * up[i];
                Add(x[t], Linear(name + "mlp.down_proj", gate));
            }
        }

        return [.. x.Select(h => Head(Norm("model.norm.weight", h)))];
    }

    private double[] Head(double[] h)
    {
        if (config.Labels == 0) return Linear(config.TieWordEmbeddings ? "model.embed_tokens" : "lm_head", h);
        if (!_data.ContainsKey("score.2.weight")) return Linear("score", h);
        return Linear("score.2", [.. Linear("score.0", h).Select(v => Math.Max(v, 0))]);
    }

    private double[][] Attention(string name, double[][] x)
    {
        int size = config.HeadSize, group = config.Heads / config.KeyValueHeads;
        double[][] q = [.. x.Select((h, t) => Rotate(NormHeads(name + "q_norm.weight", Linear(name + "q_proj", h)), t))];
        double[][] k = [.. x.Select((h, t) => Rotate(NormHeads(name + "k_norm.weight", Linear(name + "k_proj", h)), t))];
        double[][] v = [.. x.Select(h => Linear(name + "v_proj", h))];
        double[][] result = [.. x.Select(_ => new double[config.Heads * size])];
        for (int t = 0; t < x.Length; t++)
        {
            for (int head = 0; head < config.Heads; head++)
            {
                int shared = head / group;
                double[] scores = [.. Enumerable.Range(0, t + 1).Select(s =>
                    Enumerable.Range(0, size).Sum(i => q[t][(head * size) + i] * k[s][(shared * size) + i]) / Math.Sqrt(size))];
                double largest = scores.Max(), sum = scores.Sum(s => Math.Exp(s - largest));
                for (int s = 0; s <= t; s++)
                {
                    double weight = Math.Exp(scores[s] - largest) / sum;
                    for (int i = 0; i < size; i++) result[t][(head * size) + i] += weight * v[s][(shared * size) + i];
                }
            }
        }

        return [.. result.Select(r => Linear(name + "o_proj", r))];
    }

    private double[] Rotate(double[] heads, int position)
    {
        double[] rotated = new double[heads.Length];
        int size = config.HeadSize, half = size / 2;
        for (int start = 0; start < heads.Length; start += size)
        {
            for (int i = 0; i < half; i++)
            {
                (double frequency, double factor) = StraightRotary.Of(config, i);
                double angle = position * frequency;
                (double a, double b) = (factor * heads[start + i], factor * heads[start + half + i]);
                rotated[start + i] = (a * Math.Cos(angle)) - (b * Math.Sin(angle));
                rotated[start + half + i] = (b * Math.Cos(angle)) + (a * Math.Sin(angle));
            }
        }

        return rotated;
    }

    /// <summary>Qwen3 norms each head by itself; where there is no such weight, nothing happens.</summary>
    private double[] NormHeads(string name, double[] heads) =>
        _data.ContainsKey(name) ? [.. heads.Chunk(config.HeadSize).SelectMany(head => Norm(name, head))] : heads;

    private double[] Norm(string name, double[] x)
    {
        double scale = 1 / Math.Sqrt((x.Sum(v => v * v) / x.Length) + config.NormEpsilon);
        return [.. x.Select((v, i) => v * scale * _data[name][i])];
    }

    private double[] Linear(string name, double[] x)
    {
        double[] weight = _data[name + ".weight"];
        double[]? bias = _data.GetValueOrDefault(name + ".bias");
        double[] y = new double[weight.Length / x.Length];
        for (int row = 0; row < y.Length; row++)
        {
            double sum = bias?[row] ?? 0;
            for (int i = 0; i < x.Length; i++) sum += weight[(row * x.Length) + i] * x[i];
            y[row] = sum;
        }

        return y;
    }

    private static void Add(double[] into, double[] value)
    {
        for (int i = 0; i < into.Length; i++) into[i] += value[i];
    }
}
