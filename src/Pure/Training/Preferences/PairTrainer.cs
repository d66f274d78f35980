// Training of reward models on preference pairs, in phases like those of process reward models. Both sides of a pair go through the model
// in one micro-batch; the loss is a mean over the pairs of the batch.
using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Rewards;
using Pure.Rewards.Preference;
using Pure.Rewards.Uncertain;
using Pure.Tensors;
using Pure.Text;
using static TorchSharp.torch;

namespace Pure.Training.Preferences;

/// <summary>Trains a preference or an uncertain reward model.</summary>
public sealed class PairTrainer : IRewardTrainer
{
    private readonly RewardConfig _config;
    private readonly PairRewardOptions _reward;
    private readonly ScoringOptions _scoring;
    private readonly PromptTemplate _template;
    private readonly ModelConfig _shape;
    private readonly Weights _weights;
    private readonly RotaryTable _rotary;
    private readonly Decoder _decoder;
    private readonly PairExample[][] _phases;
    private readonly PairExample[] _validation;
    private readonly List<DatasetReport> _data = [];
    private readonly List<(string Phase, IReadOnlyList<KeyValuePair<string, double>> Figures)> _results = [];

    /// <summary>Loads model and pairs, and checks that they fit together.</summary>
    /// <exception cref="PureException">Something does not fit; nothing has been written.</exception>
    public PairTrainer(RewardConfig config, PairRewardOptions reward, Lanes lanes)
    {
        _config = config;
        _reward = reward;
        _scoring = new ScoringOptions(lanes, config.Compute.TokensPerMicroBatch);
        var tokenizer = Tokenizer.Load(config.Model.Path);
        // With a chat template prompts come written, as those of the policy do, and nothing stands around them.
        bool isChat = PromptTemplate.NamesChat(reward.PromptTemplate);
        _template = isChat || reward.ChatTemplateKwargs is not null ? PromptTemplate.Of(reward.PromptTemplate, config.Model.Path, reward.ChatTemplateKwargs) : PromptTemplate.Bare;
        var reading = ResponseReading.Of(tokenizer, isChat ? ResponseReading.Placeholder : reward.PromptTemplate);
        (ModelConfig shape, _weights) = RewardModelStart.From(config, ModelHead.SequenceClassifier, IsUncertain ? 2 : 1, reward.ExtraLayers);
        _shape = reading.WriteTo(shape, IsUncertain ? UncertainRewardModel.Kind : PreferenceRewardModel.Kind);
        _rotary = new RotaryTable(_shape, _shape.MaxPositions, _weights.Device);
        _decoder = new Decoder(_shape, _rotary);
        _phases = [.. reward.Phases.Select(phase => phase.Train.SelectMany(file => Read(file, tokenizer, reading, phase.Data ?? reward.Data)).ToArray())];
        _validation = reward.Validation is { } path ? [.. Read(path, tokenizer, reading, reward.Data)] : [];
    }

    /// <inheritdoc/>
    public IReadOnlyList<DatasetReport> Data => _data;

    /// <inheritdoc/>
    public IReadOnlyList<(string Phase, IReadOnlyList<KeyValuePair<string, double>> Figures)> Results => _results;

    private bool IsUncertain => _reward is UncertainRewardOptions;

    /// <inheritdoc/>
    public void Run(TrainingSession session, CancellationToken cancel) => new PhaseLoop<PairPhase>(_config, _reward.Phases, "pairs")
    {
        Weights = _weights,
        Trains = phase => Adaptation.Trains(_reward, phase.Trains),
        Rows = phase => _phases[phase].Length,
        Update = Update,
        Validate = _validation.Length > 0 ? (phase, _) => Validate(phase, session) : null,
        Write = folder => Adaptation.Write(folder, (_shape, _weights), _reward, _config.Model.Path),
    }.Run(session, cancel);

    /// <summary>Distributions that the model gives to both sides of pairs.</summary>
    public IReadOnlyList<(RewardDistribution Chosen, RewardDistribution Rejected)> Predict(IReadOnlyList<PairExample> pairs)
    {
        using IDisposable quiet = no_grad();
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        DecoderWeights joined = DecoderWeights.Of(_shape, _weights);
        float[][] outputs = ScoringPass.Run([.. pairs.Select(p => 2 * p.Length)], [.. pairs.Select(_ => 2 * _shape.Labels)], _scoring, part => Outputs(joined, [.. part.Select(i => pairs[i])]).flatten());
        return [.. outputs.Select(o => IsUncertain
            ? (RewardDistribution.OfHead(o[0], o[1]), RewardDistribution.OfHead(o[2], o[3]))
            : (new RewardDistribution(o[0], 0), new RewardDistribution(o[1], 0)))];
    }

    public void Dispose()
    {
        _weights.Dispose();
        _rotary.Dispose();
    }

    private (UpdateStatistics Statistics, int Tokens) Update(PhaseStep<PairPhase> at)
    {
        PairExample[] batch = [.. at.Rows.Select(i => _phases[at.Index][i])];
        List<int[]> parts = MicroBatches.ByTokens([.. batch.Select(e => 2 * e.Length)], _scoring.TokenBudget);
        UpdateStatistics statistics = at.Weights.Apply(_scoring.Lanes, parts, (Weights leaves, int[] part) =>
            Loss(Outputs(DecoderWeights.Of(_shape, leaves), [.. part.Select(i => batch[i])])).Times(1.0 / batch.Length), at.LearningRate);
        return (statistics, batch.Sum(e => e.Chosen.Ids.Length + e.Rejected.Ids.Length));
    }

    /// <summary>(P, 2, L): outputs of the head for both sides of P pairs.</summary>
    private Tensor Outputs(DecoderWeights weights, IReadOnlyList<PairExample> pairs) =>
        ProcessRewardModel.Logits(_decoder, weights, [.. pairs.SelectMany(p => new[] { p.Chosen, p.Rejected })]).reshape(pairs.Count, 2, _shape.Labels);

    private Tensor Loss(Tensor outputs) => _reward switch
    {
        UncertainRewardOptions uncertain => PairLoss.Purm(outputs.select(1, 0), outputs.select(1, 1), uncertain.LossForm, uncertain.DeviationPenalty),
        PreferenceRewardOptions preference => PairLoss.BradleyTerry(outputs.select(1, 0).squeeze(1), outputs.select(1, 1).squeeze(1), preference.CenterRewardsCoefficient),
        _ => throw new InvalidOperationException($"{_reward.GetType()} is not trained on pairs."),
    };

    private void Validate(PairPhase phase, TrainingSession session)
    {
        var quality = PairQuality.Of(Predict(_validation), IsUncertain);
        _results.Add((phase.Name, quality.Figures));
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach ((string name, double value) in quality.Figures) values["validation/" + name.ToLowerInvariant().Replace(' ', '_')] = value;
        session.Add(values);
    }

    private IEnumerable<PairExample> Read(string path, Tokenizer tokenizer, ResponseReading reading, DataOptions options)
    {
        Dataset<PreferencePair> pairs = Dataset.Read(path, RowFormats.Preferences, options, pair => PairExample.Check(pair, _template));
        _data.Add(pairs.Report);
        for (int i = 0; i < pairs.Rows.Count; i++)
        {
            var example = PairExample.Of(pairs.Rows[i], tokenizer, reading, _template);
            if (example.Length > _shape.MaxPositions)
                throw new PureException($"Row {pairs.Numbers[i]} of '{path}' has {example.Length} tokens, more than the model's {_shape.MaxPositions} positions. Shorten or remove it; nothing is cut silently.");
            yield return example;
        }
    }
}
