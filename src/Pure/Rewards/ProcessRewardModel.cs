// A process reward model: a decoder with a two-class head, read at the end of each step. The reward of a step is
// p(good) - p(bad) in (-1, 1) (PURE, arXiv 2504.15275), computed in fp32: bf16 would make ties, which spread credit.
using Pure.Models;
using Pure.Models.Inference;
using Pure.Rewards.Inputs;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Rewards;

/// <summary>Scores the steps of responses.</summary>
public sealed class ProcessRewardModel : IRewardModel
{
    private readonly Decoder _decoder;
    private readonly Weights _weights;
    private readonly RotaryTable _rotary;

    /// <param name="config">Shape, with two labels; class 1 is "good".</param>
    /// <param name="weights">Taken over.</param>
    /// <param name="reading">How it reads steps.</param>
    public ProcessRewardModel(ModelConfig config, Weights weights, StepReading reading)
    {
        if (config.Labels != 2) throw new PureException($"A process reward model needs a token classifier with 2 labels, and this one has {config.Labels}. Train one with 'pure reward'.");
        _weights = weights;
        _rotary = new RotaryTable(config, config.MaxPositions, weights.Device);
        _decoder = new Decoder(config, _rotary);
        Reading = reading;
    }

    /// <summary>Its shape.</summary>
    public ModelConfig Config => _decoder.Config;

    /// <summary>How the model reads steps.</summary>
    public StepReading Reading { get; private set; }

    /// <summary>Reads a model folder.</summary>
    /// <param name="folder">In Hugging Face layout.</param>
    /// <param name="where">Element type to compute in, and the device.</param>
    public static ProcessRewardModel Load(string folder, Placement? where = null)
    {
        ModelConfig config = ModelFolder.ReadConfig(folder);
        var reading = StepReading.Read(config, Tokenizer.Load(folder), folder);
        return new ProcessRewardModel(config, ModelFolder.ReadWeights(folder, config, where), reading);
    }

    /// <summary>Prepares the model for rollouts whose steps end in a given separator.</summary>
    /// <param name="tokenizer">Of the policy.</param>
    /// <param name="separator">Text that ends a step of the policy.</param>
    /// <exception cref="PureException">The model cannot read such steps.</exception>
    public void ReadStepsOf(Tokenizer tokenizer, string separator) => Reading = Reading.ForSteps(tokenizer, separator);

    /// <summary>Scores every step of every response.</summary>
    /// <param name="rollouts">The responses.</param>
    /// <param name="steps">Their steps, in the same order.</param>
    /// <param name="options">How the work is cut.</param>
    /// <returns>One array a response, one reward in (-1, 1) a step.</returns>
    public double[][] Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        DecoderWeights joined = DecoderWeights.Of(_decoder.Config, _weights);
        RewardModelInput[] inputs = [.. rollouts.Select((r, i) => Reading.Input(r, steps[i]).MustHave(steps[i].Count, $"Response {i}"))];
        float[][] rewards = PreparedWeights.Supports(joined)
            ? FastRewards(PreparedWeights.Of(_decoder.Config, joined), rollouts, inputs, options)
            : ScoringPass.Run([.. inputs.Select(x => x.Ids.Length)], [.. inputs.Select(x => x.Positions.Length)], options,
                part => Rewards(_decoder, joined, [.. part.Select(i => inputs[i])]));
        return Array.ConvertAll(rewards, steps => Array.ConvertAll(steps, r => (double)r));
    }

    /// <summary>Values: p(good) at the last token of the prompt, then at the end of each step.</summary>
    /// <param name="rollouts">The responses.</param>
    /// <param name="steps">Their steps, in the same order.</param>
    /// <param name="options">How the work is cut.</param>
    /// <returns>One array a response, with one entry more than it has steps.</returns>
    public double[][] Values(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        DecoderWeights joined = DecoderWeights.Of(_decoder.Config, _weights);
        RewardModelInput[] inputs = [.. rollouts.Select((rollout, i) =>
        {
            RewardModelInput read = Reading.Input(rollout, steps[i]).MustHave(steps[i].Count, $"Response {i}");
            return read with { Positions = [rollout.PromptIds.Length - 1, .. read.Positions] };
        })];
        float[][] values = ScoringPass.Run([.. inputs.Select(x => x.Ids.Length)], [.. inputs.Select(x => x.Positions.Length)], options,
            part => Logits(_decoder, joined, [.. part.Select(i => inputs[i])]).softmax(1).select(1, 1));
        return Array.ConvertAll(values, row => Array.ConvertAll(row, v => (double)v));
    }

    /// <inheritdoc/>
    IReadOnlyList<ResponseReward> IRewardModel.Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options) =>
        Array.ConvertAll(Score(rollouts, steps, options), rewards => new ResponseReward(rewards));

    /// <summary>Probabilities of the two classes at every token.</summary>
    /// <param name="sequences">Token ids.</param>
    /// <param name="options">How the work is cut.</param>
    /// <returns>One array a sequence: bad and good of the first token, of the second, and so on.</returns>
    public float[][] Probabilities(IReadOnlyList<int[]> sequences, ScoringOptions options)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        DecoderWeights joined = DecoderWeights.Of(_decoder.Config, _weights);
        return ScoringPass.Run([.. sequences.Select(ids => ids.Length)], [.. sequences.Select(ids => 2 * ids.Length)], options, part =>
            Logits(_decoder, joined, [.. part.Select(i => new RewardModelInput(sequences[i], [.. Enumerable.Range(0, sequences[i].Length)]))]).softmax(1).flatten());
    }

    /// <summary>Logits of the two classes at given positions.</summary>
    /// <param name="decoder">The model.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="batch">Ids and positions of B sequences, N positions in all.</param>
    /// <returns>(N, 2): bad, good.</returns>
    public static Tensor Logits(Decoder decoder, DecoderWeights weights, IReadOnlyList<RewardModelInput> batch)
    {
        int time = batch.Max(x => x.Ids.Length);
        Tensor hidden = decoder.Forward(weights, PaddedBatch.Tokens([.. batch.Select(x => x.Ids)]));              // (B, T, D)
        Tensor at = tensor([.. batch.SelectMany((x, b) => x.Positions.Select(p => ((long)b * time) + p))]);
        return Decoder.Project(weights, PaddedBatch.Pick(hidden, at)).OnHost();
    }

    /// <inheritdoc/>
    public void Release() => _weights.Release();

    public void Dispose()
    {
        _weights.Dispose();
        _rotary.Dispose();
    }

    private static Tensor Rewards(Decoder decoder, DecoderWeights weights, IReadOnlyList<RewardModelInput> batch) =>
        Difference(Logits(decoder, weights, batch));

    /// <summary>p(good) - p(bad) of logits (N, 2).</summary>
    private static Tensor Difference(Tensor logits)
    {
        Tensor probabilities = logits.softmax(1);
        return probabilities.select(1, 1).Minus(probabilities.select(1, 0));
    }

    /// <summary>The same by the inference pass: a group's prompt once, without padding.</summary>
    private float[][] FastRewards(PreparedWeights weights, IReadOnlyList<Rollout> rollouts, RewardModelInput[] inputs, ScoringOptions options)
    {
        ScoredSequence[] sequences = [.. inputs.Select((x, i) => new ScoredSequence(x.Ids, Math.Min(rollouts[i].PromptIds.Length, x.Positions.FirstOrDefault()), x.Positions))];
        return InferenceScoring.Run(weights, _rotary, sequences, options, (hidden, order) =>
            Difference(Decoder.Project(weights.Source, hidden.narrow(0, 0, order.Sum(i => inputs[i].Positions.Length)))).contiguous().data<float>().ToArray());
    }
}
