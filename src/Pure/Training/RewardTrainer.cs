// Training of a process reward model in phases, each with its own data, learning rate and trained part. The paper's recipe
// (head only, then all weights) and the embedded task's (balanced errors, then rollouts) are both just phases.
using System.Diagnostics;
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
        (ModelConfig shape, _weights) = RewardModelStart.From(config, reward);
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

    /// <summary>Trains from the session's position to the end of the last phase.</summary>
    /// <exception cref="RunFailedException">A loss or gradient is not finite.</exception>
    public void Run(TrainingSession session, CancellationToken cancel)
    {
        for (int phase = session.Start.Phase; phase < _phases.Length; phase++) RunPhase(phase, session, cancel);
    }

    public void Dispose()
    {
        _weights.Dispose();
        _rotary.Dispose();
    }

    private void RunPhase(int index, TrainingSession session, CancellationToken cancel)
    {
        RewardPhase phase = _reward.Phases[index];
        using var update = new WeightUpdate(_weights, Adaptation.Trains(_reward, phase.Trains), phase, _config.Compute.MasterWeights);
        int before = _reward.Phases.Take(index).Sum(p => p.MaxSteps);
        PhasePosition start = session.Start.Phase == index ? session.Start : new PhasePosition(index, 0, double.NaN);
        (int step, double average) = (start.Step, start.AverageLoss);
        if (session.Start.Phase == index) session.Restore(_weights, step > 0 ? update.Optimizer : null);
        bool learned = false;
        for (; step < phase.MaxSteps && !learned; step++)
        {
            if (cancel.IsCancellationRequested)
            {
                Save(session, before + step, new PhasePosition(index, step, average), update.Optimizer);
                cancel.ThrowIfCancellationRequested();
            }

            average = Step(index, step, before, average, update, session);
            learned = phase.StopLoss > 0 && step >= 20 && average < phase.StopLoss;
            bool last = learned || step + 1 == phase.MaxSteps;
            if (!last && _reward.ValidateEvery > 0 && (step + 1) % _reward.ValidateEvery == 0) Validate(session);
            if (!last && session.IsSaveDue(before + step + 1, int.MaxValue))
                Save(session, before + step + 1, new PhasePosition(index, step + 1, average), update.Optimizer);
        }

        if (_validation.Length > 0 && step > start.Step) Qualities.Add((phase.Name, Validate(session)));
        Save(session, before + step, new PhasePosition(index + 1, 0, double.NaN), update.Optimizer);
    }

    /// <summary>One update.</summary>
    /// <returns>The running average of the loss.</returns>
    private double Step(int index, int step, int before, double average, WeightUpdate update, TrainingSession session)
    {
        RewardPhase phase = _reward.Phases[index];
        long start = Stopwatch.GetTimestamp();
        ulong order = SeedSequence.Derive(SeedSequence.Derive((ulong)_config.Seed, "solutions"), (ulong)index);
        int[] rows = BatchOrder.Of(order, _phases[index].Length, phase.BatchSize, step);
        StepExample[] batch = [.. rows.Select(i => _phases[index][i])];
        UpdateStatistics statistics = Update(phase, before + step, step, batch, update);
        average = double.IsNaN(average) ? statistics.Loss : (0.95 * average) + (0.05 * statistics.Loss);
        int tokens = batch.Sum(e => e.Ids.Length);
        session.Log(before + step + 1, new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["loss"] = statistics.Loss,
            ["loss/average"] = average,
            ["grad_norm"] = statistics.GradientNorm,
            ["learning_rate"] = statistics.LearningRate,
            ["phase"] = index,
            ["num_tokens"] = tokens,
            ["step_time"] = Stopwatch.GetElapsedTime(start).TotalSeconds,
        });
        session.Report($"reward {phase.Name}", step + 1, phase.MaxSteps, tokens, $"loss {average:F3}");
        return average;
    }

    private UpdateStatistics Update(RewardPhase phase, int globalStep, int step, StepExample[] batch, WeightUpdate update)
    {
        try
        {
            return StepClassification.Step(_decoder, update, batch, Scoring(), LearningRate.At(phase, step, phase.MaxSteps), phase.BalanceLabels);
        }
        catch (NonFiniteException e)
        {
            throw new RunFailedException($"Step {globalStep + 1} (phase '{phase.Name}', step {step + 1}) was not applied: {e.Message}. Lower that phase's learning_rate, or look at its data.", e);
        }
    }

    /// <summary>Figures on held-out solutions, added to the metrics of the step that was made last.</summary>
    private StepClassificationQuality Validate(TrainingSession session)
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
        return quality;
    }

    private void Save(TrainingSession session, int step, PhasePosition position, AdamW optimizer) =>
        session.Save(step, folder => Adaptation.Write(folder, (_shape, _weights), _reward, _config.Model.Path), optimizer, position);

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
