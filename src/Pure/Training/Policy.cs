using Pure.Config;
using Pure.Models;
using Pure.Tensors;
using Pure.Text;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>A language model that is being trained or used: shape, weights, tokenizer, and the forward pass over them.</summary>
public sealed class Policy : IDisposable
{
    private readonly RotaryTable _rotary;

    /// <param name="config">Shape of a language model.</param>
    /// <param name="weights">Taken over.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    public Policy(ModelConfig config, Weights weights, Tokenizer tokenizer)
    {
        Weights = weights;
        Tokenizer = tokenizer;
        _rotary = new RotaryTable(config, config.MaxPositions, weights.Device);
        Decoder = new Decoder(config, _rotary);
    }

    public ModelConfig Config => Decoder.Config;

    public Decoder Decoder { get; }

    public Weights Weights { get; }

    public Tokenizer Tokenizer { get; }

    /// <summary>Reads a model folder.</summary>
    /// <param name="folder">In Hugging Face layout.</param>
    /// <param name="where">Element type to compute in, and the device.</param>
    /// <exception cref="PureException">The folder is not that of a language model, or its tokenizer has more ids than the model.</exception>
    public static Policy Load(string folder, Placement? where = null)
    {
        ModelConfig config = ModelFolder.ReadConfig(folder);
        if (config.Labels > 0) throw new PureException($"'{folder}' holds a token classifier (a reward model), and a language model is needed here. Give the folder of the policy.");
        var tokenizer = Tokenizer.Load(folder);
        if (tokenizer.VocabularySize > config.VocabularySize)
            throw new PureException($"The tokenizer in '{folder}' has ids up to {tokenizer.VocabularySize - 1}, and the model's embedding has {config.VocabularySize} rows. The tokenizer belongs to another model.");
        return new Policy(config, ModelFolder.ReadWeights(folder, config, where), tokenizer);
    }

    /// <summary>This policy with low-rank adapters that change nothing yet. This object is taken over.</summary>
    internal Policy WithAdapter(IAdapterOptions options, string source, int seed)
    {
        (ModelConfig config, Weights weights) = Adaptation.Attach((Config, Weights), options, source, seed);
        _rotary.Dispose();
        return new Policy(config, weights, Tokenizer);
    }

    public void Dispose()
    {
        Weights.Dispose();
        _rotary.Dispose();
    }
}
