using Pure.Models;
using Pure.Tensors;
using Pure.Text;
using static TorchSharp.torch;

namespace Pure.Rollouts;

/// <summary>A language model in this process.</summary>
public sealed class LocalLanguageModel : ILanguageModel
{
    private readonly Weights _weights;
    private readonly RotaryTable _rotary;
    private readonly Decoder _decoder;
    private readonly ScoringOptions _options;
    private readonly LocalGenerator _generator;

    /// <param name="config">Shape of a language model.</param>
    /// <param name="weights">Taken over.</param>
    /// <param name="tokenizer">Says which token ends a sequence.</param>
    /// <param name="options">How the work is cut.</param>
    /// <param name="maxRows">Continuations decoded together in one lane.</param>
    public LocalLanguageModel(ModelConfig config, Weights weights, Tokenizer tokenizer, ScoringOptions options, int maxRows)
    {
        _weights = weights;
        _options = options with { Temperature = 1 };
        _rotary = new RotaryTable(config, config.MaxPositions, weights.Device);
        _decoder = new Decoder(config, _rotary);
        _generator = new LocalGenerator(_decoder, options.Lanes, tokenizer.EndOfSequence, maxRows);
    }

    /// <inheritdoc/>
    public string Failures => "";

    /// <summary>Reads a model folder.</summary>
    /// <exception cref="PureException">The folder is not that of a language model.</exception>
    public static LocalLanguageModel Load(string folder, Tokenizer tokenizer, ScoringOptions options, int maxRows, Placement? where = null)
    {
        ModelConfig config = ModelFolder.ReadConfig(folder);
        if (config.Labels > 0) throw new PureException($"'{folder}' holds a classifier, and a language model is needed here: a generative verifier writes its verdicts. Give the folder of one that was fine-tuned with 'pure sft'.");
        return new LocalLanguageModel(config, ModelFolder.ReadWeights(folder, config, where), tokenizer, options, maxRows);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Rollout?> Continue(IReadOnlyList<Prompt> prompts, SamplingOptions options, ulong seed)
    {
        var results = new Rollout?[prompts.Count];

        // What does not fit the model's positions cannot be continued: it is missing, like a failed request.
        int[] fitting = [.. Enumerable.Range(0, prompts.Count).Where(i => prompts[i].Ids.Length + options.MaxNewTokens <= _decoder.Config.MaxPositions)];
        if (fitting.Length == 0) return results;
        IReadOnlyList<Rollout> rollouts = _generator.Generate(_weights, new GenerationRequest([.. fitting.Select(i => prompts[i])], 1, seed), options);
        for (int k = 0; k < fitting.Length; k++) results[fitting[k]] = rollouts[k];
        return results;
    }

    /// <inheritdoc/>
    public IReadOnlyList<double?> LogProbabilities(IReadOnlyList<TokenSequence> sequences)
    {
        var results = new double?[sequences.Count];
        int[] fitting = [.. Enumerable.Range(0, sequences.Count).Where(i => sequences[i].Ids.Length <= _decoder.Config.MaxPositions)];
        if (fitting.Length == 0) return results;
        float[][] scores = TokenLogProbabilities.Score(_decoder, _weights, [.. fitting.Select(i => sequences[i])], _options);
        for (int k = 0; k < fitting.Length; k++) results[fitting[k]] = scores[k].Sum(p => (double)p);
        return results;
    }

    public void Dispose()
    {
        _weights.Dispose();
        _rotary.Dispose();
    }
}
