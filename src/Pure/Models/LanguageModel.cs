using Pure.Tensors;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>A language model that reads ids: weights and the forward pass over them, without a tokenizer.</summary>
public sealed class LanguageModel : IDisposable
{
    private readonly RotaryTable _rotary;

    /// <param name="config">Shape of a language model.</param>
    /// <param name="weights">Taken over.</param>
    public LanguageModel(ModelConfig config, Weights weights)
    {
        Weights = weights;
        _rotary = new RotaryTable(config, config.MaxPositions, weights.Device);
        Decoder = new Decoder(config, _rotary);
    }

    public ModelConfig Config => Decoder.Config;

    public Decoder Decoder { get; }

    public Weights Weights { get; }

    /// <summary>Reads a model folder.</summary>
    /// <exception cref="PureException">The folder is not that of a language model.</exception>
    public static LanguageModel Load(string folder, Placement? where = null)
    {
        ModelConfig config = ModelFolder.ReadConfig(folder);
        if (config.Labels > 0) throw new PureException($"'{folder}' holds a classifier (a reward model with a head), and a language model is needed here.");
        return new LanguageModel(config, ModelFolder.ReadWeights(folder, config, where));
    }

    public void Dispose()
    {
        Weights.Dispose();
        _rotary.Dispose();
    }
}
