using Pure.Models;
using Pure.Tensors;

namespace Pure.Tests;

/// <summary>A small random model with everything a real one has: grouped heads, biases, tied embeddings.</summary>
internal sealed class TinyModel : IDisposable
{
    public TinyModel(int labels = 0, bool tied = true, ulong seed = 1)
        : this(Shape with { TieWordEmbeddings = tied, Labels = labels }, seed)
    {
    }

    public TinyModel(ModelConfig config, ulong seed = 1)
    {
        Config = config;
        Weights = WeightInitializer.Random(Config, seed);

        // Biases start at zero and norms at one; give them values, so that a test notices when one is left out.
        using var quiet = TorchSharp.torch.no_grad();
        foreach ((string name, TorchSharp.torch.Tensor tensor) in Weights.All)
        {
            if (name.EndsWith("bias", StringComparison.Ordinal) || name.EndsWith("norm.weight", StringComparison.Ordinal))
            {
                using var generator = new TorchSharp.torch.Generator(Pure.Data.SeedSequence.Derive(7, name));
                using TorchSharp.torch.Tensor noise = TorchSharp.torch.randn(tensor.shape, generator: generator);
                tensor.add_(noise, alpha: 0.2);
            }
        }

        Rotary = new RotaryTable(Config, Config.MaxPositions);
        Decoder = new Decoder(Config, Rotary);
    }

    /// <summary>The usual shape: Qwen2's.</summary>
    public static ModelConfig Shape { get; } = new()
    {
        VocabularySize = 34,
        HiddenSize = 32,
        IntermediateSize = 48,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        MaxPositions = 64,
        RopeTheta = 100,
    };

    public ModelConfig Config { get; }

    public Weights Weights { get; }

    public RotaryTable Rotary { get; }

    public Decoder Decoder { get; }

    /// <summary>Ids that look like text and are the same on every machine.</summary>
    public int[] Ids(ulong seed, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (int)(Pure.Data.SeedSequence.Uniform(seed, i) * (Config.VocabularySize - 1)))];

    public void Dispose()
    {
        Weights.Dispose();
        Rotary.Dispose();
    }
}
