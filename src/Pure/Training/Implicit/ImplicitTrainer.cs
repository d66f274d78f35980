// Training of an implicit process reward model (arXiv 2412.01981): a language model learns from outcomes alone, and its log-ratio to the
// model that it started from becomes the reward of tokens and steps. Phases, one after the other, as for a process reward model; the
// second stage on step labels is a phase with the loss 'steps'.
using System.Text.Json.Nodes;
using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Rewards.Implicit;
using Pure.Rollouts;
using Pure.Tensors;

namespace Pure.Training.Implicit;

/// <summary>Trains a language model on outcomes.</summary>
public sealed class ImplicitTrainer : IRewardTrainer
{
    private readonly RewardConfig _config;
    private readonly ImplicitRewardOptions _reward;
    private readonly ScoringOptions _scoring;
    private readonly Policy _model;
    private readonly Policy _reference;
    private readonly ModelConfig _shape;
    private readonly PromptTemplate _template;
    private readonly ImplicitRows[] _phases;
    private readonly IReadOnlyList<OutcomeSample> _validation;
    private readonly List<DatasetReport> _data = [];
    private readonly List<(string Phase, IReadOnlyList<KeyValuePair<string, double>> Figures)> _results = [];

    /// <summary>Loads model and data, and checks that they fit together.</summary>
    /// <exception cref="PureException">Something does not fit; nothing has been written.</exception>
    public ImplicitTrainer(RewardConfig config, ImplicitRewardOptions reward, Lanes lanes)
    {
        _config = config;
        _reward = reward;
        _scoring = new ScoringOptions(lanes, config.Compute.TokensPerMicroBatch);
        _model = PolicyAdapter.Load(config, config.Model, reward);
        _reference = PolicyAdapter.Reference(_model);
        JsonObject source = _model.Config.Source.DeepClone().AsObject();
        source["pure"] = new JsonObject { ["reward_kind"] = "implicit", ["beta"] = reward.Beta };
        _shape = _model.Config with { Source = source };
        _template = PromptTemplate.Of(reward.PromptTemplate, config.Model.Path, reward.ChatTemplateKwargs);
        _phases = [.. reward.Phases.Select(Read)];
        _validation = reward.Validation is { } path ? Outcomes([path], new DataOptions()) : [];
        foreach (TokenSequence sequence in _phases.SelectMany(p => p.Sequences)) CheckLength(sequence);
    }

    /// <inheritdoc/>
    public IReadOnlyList<DatasetReport> Data => _data;

    /// <inheritdoc/>
    public IReadOnlyList<(string Phase, IReadOnlyList<KeyValuePair<string, double>> Figures)> Results => _results;

    /// <inheritdoc/>
    public void Run(TrainingSession session, CancellationToken cancel) => new PhaseLoop<ImplicitPhase>(_config, _reward.Phases, "outcomes")
    {
        Weights = _model.Weights,
        Trains = _ => Adaptation.Trains(_reward),
        Rows = phase => _phases[phase].Rows.Count,
        Update = Update,
        Validate = _validation.Count > 0 ? (phase, _) => Validate(phase, session) : null,
        Write = folder => Adaptation.Write(folder, (_shape, _model.Weights), _reward, _config.Model.Path),
    }.Run(session, cancel);

    public void Dispose()
    {
        _model.Dispose();
        _reference.Dispose();
    }

    private (UpdateStatistics Statistics, int Tokens) Update(PhaseStep<ImplicitPhase> at)
    {
        ImplicitRows data = _phases[at.Index];
        int[][] rows = [.. at.Rows.Select(i => data.Rows[i])];
        int[] chosen = [.. Enumerable.Range(0, rows[0].Length).SelectMany(k => rows.Select(row => row[k]))];
        TokenSequence[] sequences = [.. chosen.Select(i => data.Sequences[i])];
        var batch = new LogRatioBatch(sequences, Reference(sequences));
        (UpdateStatistics statistics, _) = LogRatioUpdate.Apply(_model.Decoder, at.Weights, sequences, data.Loss(chosen, batch, at.Phase.Loss, _reward.Beta, Rho), _scoring, at.LearningRate);
        return (statistics, sequences.Sum(s => s.Ids.Length));
    }

    private void Validate(ImplicitPhase phase, TrainingSession session)
    {
        TokenSequence[] sequences = [.. _validation.Select(s => Ids(s))];
        float[][] logs = TokenLogProbabilities.Score(_model.Decoder, _model.Weights, sequences, _scoring), reference = Reference(sequences);
        double[][] tokens = [.. logs.Select((row, i) => LogRatioReward.Tokens(row, reference[i], _reward.Beta))];
        IReadOnlySet<int> separators = _model.Tokenizer.IdsEndingWith(_reward.StepSeparator);
        int[][] ends = [.. sequences.Select(s => Steps.Of(s.Ids.AsSpan(s.PromptLength), separators).Ends.ToArray())];
        IReadOnlyList<KeyValuePair<string, double>> figures = OutcomeQuality.Of(tokens, ends, [.. _validation.Select(s => s.Label)], [.. _validation.Select(s => s.PromptKey)]);
        _results.Add((phase.Name, figures));
        session.Add(new SortedDictionary<string, double>(figures.ToDictionary(f => "validation/" + f.Key.Replace(' ', '_'), f => f.Value, StringComparer.Ordinal), StringComparer.Ordinal));
    }

    private double[] Rho(IReadOnlyList<TokenSequence> sequences)
    {
        float[][] logs = TokenLogProbabilities.Score(_model.Decoder, _model.Weights, sequences, _scoring);
        var batch = new LogRatioBatch(sequences, Reference(sequences));
        return [.. logs.Select((row, i) => batch.Rho(i, row))];
    }

    private float[][] Reference(IReadOnlyList<TokenSequence> sequences) => TokenLogProbabilities.Score(_reference.Decoder, _reference.Weights, sequences, _scoring);

    private ImplicitRows Read(ImplicitPhase phase)
    {
        if (phase.Loss != ImplicitLoss.Steps) return ImplicitRows.Of(Outcomes(phase.Train, phase.Data), phase, Ids);
        IReadOnlyList<Dataset<StepwiseSolution>> files = Dataset.ReadAll(phase.Train, RowFormats.Solutions, phase.Data);
        _data.AddRange(files.Select(f => f.Report));
        return ImplicitRows.Of([.. files.SelectMany(f => f.Rows)], _reward.StepSeparator, _model.Tokenizer, _template);
    }

    private TokenSequence Ids(OutcomeSample sample) => OutcomeRows.Ids(sample, _model.Tokenizer, _template);

    private List<OutcomeSample> Outcomes(IReadOnlyList<string> paths, DataOptions options)
    {
        IReadOnlyList<Dataset<OutcomeSample>> files = Dataset.ReadAll(paths, RowFormats.Outcomes, options, sample => _template.RowText(sample.Prompt));
        _data.AddRange(files.Select(f => f.Report));
        return [.. files.SelectMany(f => f.Rows)];
    }

    private void CheckLength(TokenSequence sequence)
    {
        if (sequence.Ids.Length > _model.Config.MaxPositions)
            throw new PureException($"A response has {sequence.Ids.Length} tokens with its prompt, more than the model's {_model.Config.MaxPositions} positions. Shorten or remove it; nothing is cut silently.");
        if (sequence.PromptLength == 0 || sequence.Targets == 0)
            throw new PureException("A row has an empty prompt or an empty response, and a log-ratio needs both. Remove it.");
    }
}
