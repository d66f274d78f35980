// Training of a process reward model in phases, each with its own data, learning rate and trained part. The paper's recipe
// (head only, then all weights) and the embedded task's (balanced errors, then rollouts) are both just phases.
using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Rewards;
using Pure.Tensors;
using Pure.Text;

namespace Pure.Training;

/// <summary>Trains a token classifier on labelled steps.</summary>
public sealed class RewardTrainer : IRewardTrainer
{
    private readonly RewardConfig _config;
    private readonly ProcessRewardOptions _reward;
    private readonly Lanes _lanes;
    private readonly ModelConfig _shape;
    private readonly Weights _weights;
    private readonly RotaryTable _rotary;
    private readonly Decoder _decoder;
    private readonly StepExample[][] _phases;
    private readonly StepExample[] _validation;
    private readonly List<DatasetReport> _data = [];

    /// <summary>Loads model and data, and checks that they fit together.</summary>
    /// <exception cref="PureException">Something does not fit; nothing has been written.</exception>
    public RewardTrainer(RewardConfig config, ProcessRewardOptions reward, Lanes lanes)
    {
        _config = config;
        _reward = reward;
        _lanes = lanes;
        var tokenizer = Tokenizer.Load(config.Model.Path);
        var reading = StepReading.Of(tokenizer, reward.StepSeparator, reward.StepInput);
        (ModelConfig shape, _weights) = RewardModelStart.From(config, ModelHead.TokenClassifier, labels: 2, reward.ExtraLayers);
        _shape = reading.WriteTo(shape);
        _rotary = new RotaryTable(_shape, _shape.MaxPositions, _weights.Device);
        _decoder = new Decoder(_shape, _rotary) { RecomputesLayers = ActivationMemory.Recomputes(_shape, config.Compute, config.TypeOf(config.Model).Scalar()) };
        _phases = [.. reward.Phases.Select(phase => phase.Train.SelectMany(file => Read(file, tokenizer, reading, phase)).ToArray())];
        _validation = reward.Validation is { } path ? [.. Read(path, tokenizer, reading, null)] : [];
    }

    /// <summary>What was read of each data file, in the order of the phases, the validation file last.</summary>
    public IReadOnlyList<DatasetReport> Data => _data;

    /// <summary>Quality on the validation solutions after each phase that ended in this process.</summary>
    public List<(string Phase, StepClassificationQuality Quality)> Qualities { get; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<(string Phase, IReadOnlyList<KeyValuePair<string, double>> Figures)> Results =>
    [
        .. Qualities.Select(q => (q.Phase, (IReadOnlyList<KeyValuePair<string, double>>)
        [
            new("accuracy", q.Quality.Accuracy), new("right steps", q.Quality.GoodAccuracy), new("wrong steps", q.Quality.BadAccuracy),
            new("AUC", q.Quality.Auc), new("first-error F1", q.Quality.FirstErrorF1),
            new("calibration error", q.Quality.CalibrationError),
        ])),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ReliabilityBin> Reliability => Qualities is [.., var last] ? last.Quality.Reliability : [];

    /// <inheritdoc/>
    public void Run(TrainingSession session, CancellationToken cancel) => new PhaseLoop<RewardPhase>(_config, _reward.Phases, "solutions")
    {
        Weights = _weights,
        Trains = phase => Adaptation.Trains(_reward, phase.Trains),
        Rows = phase => _phases[phase].Length,
        Update = Update,
        StopLoss = phase => phase.StopLoss,
        Validate = _validation.Length > 0 ? (phase, ended) => Validate(phase, ended, session) : null,
        ValidateEvery = _reward.ValidateEvery,
        Write = folder => Adaptation.Write(folder, (_shape, _weights), _reward, _config.Model.Path),
    }.Run(session, cancel);

    public void Dispose()
    {
        _weights.Dispose();
        _rotary.Dispose();
    }

    private (UpdateStatistics Statistics, int Tokens) Update(PhaseStep<RewardPhase> at)
    {
        StepExample[] batch = [.. at.Rows.Select(i => _phases[at.Index][i])];
        return (StepClassification.Step(_decoder, at.Weights, batch, Scoring(), at.LearningRate, at.Phase.BalanceLabels), batch.Sum(e => e.Ids.Length));
    }

    /// <summary>Figures on held-out solutions, added to the metrics of the step that was made last.</summary>
    private void Validate(RewardPhase phase, bool ended, TrainingSession session)
    {
        var quality = StepClassificationQuality.Of(StepClassification.Predict(_decoder, _weights, _validation, Scoring()), _validation);
        session.Add(new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["validation/accuracy"] = quality.Accuracy,
            ["validation/accuracy_good"] = quality.GoodAccuracy,
            ["validation/accuracy_bad"] = quality.BadAccuracy,
            ["validation/auc"] = quality.Auc,
            ["validation/first_error_f1"] = quality.FirstErrorF1,
            ["validation/calibration_error"] = quality.CalibrationError,
        });
        if (ended) Qualities.Add((phase.Name, quality));
    }

    private ScoringOptions Scoring() => new(_lanes, _config.Compute.TokensPerMicroBatch);

    private IEnumerable<StepExample> Read(string path, Tokenizer tokenizer, StepReading reading, RewardPhase? phase)
    {
        Dataset<StepwiseSolution> solutions = Dataset.Read(path, RowFormats.Solutions, phase?.Data ?? _reward.Data);
        _data.Add(solutions.Report);
        var template = PromptTemplate.Of(_reward.PromptTemplate, _config.Model.Path, _reward.ChatTemplateKwargs);
        for (int i = 0; i < solutions.Rows.Count; i++)
        {
            var example = StepExample.Of(solutions.Rows[i], tokenizer, reading, phase?.ExtraLabelTokens ?? 0, template);
            if (example.Ids.Length > _shape.MaxPositions)
                throw new PureException($"Row {solutions.Numbers[i]} of '{path}' has {example.Ids.Length} tokens, more than the model's {_shape.MaxPositions} positions. Shorten or remove it; nothing is cut silently.");
            if (example.Targets.Length > 0) yield return example;
        }
    }
}
