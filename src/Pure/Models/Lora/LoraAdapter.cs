// Low-rank adaptation (Hu et al., arXiv 2106.09685, equation 3): W + (alpha / r) B A, with W frozen. A and B lie beside the weights,
// under their own names, in fp32. The sum is made when the weights are joined for use, inside the autograd graph while training,
// so that sampler and trainer compute with the same matrices, and the policy without its adapter is the reference policy.
using Pure.Data;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models.Lora;

/// <summary>Adapters as named weights.</summary>
public static class LoraAdapter
{
    private const string Ending = ".weight", A = ".lora_A.weight", B = ".lora_B.weight";

    /// <summary>Whether a name is that of an adapter's matrix.</summary>
    public static bool IsAdapter(string name) => name.EndsWith(A, StringComparison.Ordinal) || name.EndsWith(B, StringComparison.Ordinal);

    /// <summary>Whether a name is that of a classifier's head, which has no adapter and is trained itself.</summary>
    public static bool IsHead(string name) => name.StartsWith("score.", StringComparison.Ordinal);

    /// <summary>The weights with adapters that change nothing yet: A uniform within 1 / sqrt(columns), B zero.</summary>
    /// <param name="weights">Taken over.</param>
    /// <param name="shape">What is adapted.</param>
    /// <param name="seed">Seed of A; each matrix has a generator of its own.</param>
    /// <exception cref="PureException">A target fits no matrix of the model.</exception>
    public static Weights Attach(Weights weights, LoraShape shape, ulong seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        var all = weights.All.ToDictionary(w => w.Key, w => w.Value.alias(), StringComparer.Ordinal);
        foreach (string target in shape.Targets)
        {
            string[] adapted = [.. weights.All.Keys.Where(name => name.StartsWith("model.layers.", StringComparison.Ordinal) && name.EndsWith($".{target}{Ending}", StringComparison.Ordinal))];
            if (adapted.Length == 0)
                throw new PureException($"lora_target_modules names '{target}', and the model has no such matrix in its layers. Choose of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj and down_proj.");
            foreach (string name in adapted) Add(all, name, weights[name], shape.Rank, seed);
        }

        var attached = new Weights(all);
        weights.Dispose();
        return attached;
    }

    /// <summary>A matrix as it is used: with its adapter, if it has one.</summary>
    /// <param name="config">Knows the scale.</param>
    /// <param name="weights">Weights and adapters.</param>
    /// <param name="name">Of the matrix.</param>
    public static Tensor Effective(ModelConfig config, Weights weights, string name)
    {
        Tensor weight = weights[name];
        if (config.AdapterScale == 0 || weights.Find(Part(name, A)) is not { } a) return weight;

        // Of what is made on the way nothing is needed later, and it is several times the matrix in fp32.
        using DisposeScope scope = NewDisposeScope();
        Tensor change = weights[Part(name, B)].mm(a).Times(config.AdapterScale);
        return weight.to(ScalarType.Float32).Plus(change).to(weight.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>The weights without their adapters; the tensors are shared.</summary>
    public static Weights Base(Weights weights) =>
        new(weights.All.Where(w => !IsAdapter(w.Key)).Select(w => KeyValuePair.Create(w.Key, w.Value.alias())).ToList());

    /// <summary>The adapters alone; the tensors are shared.</summary>
    public static Weights Only(Weights weights) =>
        new(weights.All.Where(w => IsAdapter(w.Key)).Select(w => KeyValuePair.Create(w.Key, w.Value.alias())).ToList());

    /// <summary>A model without adapters that computes the same: each adapted matrix is the sum, rounded to its type.</summary>
    public static Weights Merged(ModelConfig config, Weights weights)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        return new Weights(weights.All.Where(w => !IsAdapter(w.Key)).Select(w => KeyValuePair.Create(w.Key, Effective(config, weights, w.Key).alias())).ToList());
    }

    private static void Add(Dictionary<string, Tensor> all, string name, Tensor weight, int rank, ulong seed)
    {
        using var generator = new Generator(SeedSequence.Derive(seed, name));
        double limit = 1 / Math.Sqrt(weight.shape[1]);
        all[Part(name, A)] = rand([rank, weight.shape[1]], generator: generator).Times(2 * limit).Plus(-limit).On(weight.device);
        all[Part(name, B)] = zeros(weight.shape[0], rank, device: weight.device);
    }

    private static string Part(string name, string part) => name[..^Ending.Length] + part;
}
