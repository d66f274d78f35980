// The part that every training run shares: where it stands, what it writes, and how it goes on after a stop. A checkpoint is a
// loadable model folder with a folder `trainer/` inside: moments and position. Metrics after the checkpoint's step are cut
// off on resume and made again, so that the file never has a step twice or not at all.
using System.Text.Json;
using Pure.Config;
using Pure.Credit;
using Pure.Data;
using Pure.Models;
using Pure.Models.Lora;
using Pure.Rewards;
using Pure.Runs;
using Pure.Tensors;
using Pure.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>A run while it trains: its folder, metrics, rollouts, checkpoints.</summary>
public sealed class TrainingSession : IDisposable
{
    private readonly RunFolder _folder;
    private readonly CheckpointOptions _options;
    private readonly CheckpointFolders _checkpoints;
    private readonly Checkpoint? _resumed;
    private readonly TrainerState _state;
    private readonly MetricSinks _metrics;
    private readonly RolloutStore _rollouts;
    private readonly Action<RunProgress>? _progress;
    private readonly IReadOnlyList<DataIdentity> _data;
    private readonly BestCheckpoint _best;
    private readonly RateMeter _rate = new();
    private (int Step, SortedDictionary<string, double> Values)? _pending;
    private (int Step, SortedDictionary<string, double> Values)? _logged;

    /// <summary>Opens a run that starts, or that goes on from its newest checkpoint.</summary>
    /// <param name="folder">Its folder, already checked against the configuration.</param>
    /// <param name="options">When to save.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="data">What was read; a run that goes on must have the same.</param>
    /// <exception cref="PureException">A data file has changed since the checkpoint.</exception>
    public TrainingSession(RunFolder folder, CheckpointOptions options, Action<RunProgress>? progress = null, IReadOnlyList<DatasetReport>? data = null)
    {
        _data = DataIdentity.Of(data ?? []);
        _folder = folder;
        _options = options;
        _progress = progress;
        _checkpoints = new CheckpointFolders(folder.CheckpointsPath);
        _best = new BestCheckpoint(_checkpoints, options);
        _resumed = _checkpoints.Newest();
        _state = _resumed is null
            ? new TrainerState(0, 0, new PhasePosition(0, 0, double.NaN))
            : TrainerState.Read(Path.Combine(_resumed.Path, "trainer", "state.json"));
        DataIdentity.CheckSame(_state.Data, _data);
        _best.Mark();

        // Without a checkpoint nothing is kept, the metrics of step 0 included: they are made again.
        int keep = _resumed is null ? -1 : _state.Step;
        _metrics = new MetricSinks(new JsonLinesMetrics(folder.MetricsPath, keep), new TensorBoardMetrics(folder.TensorBoardPath, keep));
        _rollouts = RolloutStore.Open(folder.RolloutsPath, keep);
    }

    /// <summary>Steps that are done.</summary>
    public int StartStep => _state.Step;

    /// <summary>Whether the run goes on from a checkpoint, be it of step 0.</summary>
    public bool IsResumed => _resumed is not null;

    /// <summary>Where a run of several phases stands.</summary>
    public PhasePosition Start => _state.Position;

    /// <summary>The checkpoint's folder <c>trainer/</c>; <see langword="null"/> in a run that starts.</summary>
    public string? TrainerFolder => _resumed is null ? null : Path.Combine(_resumed.Path, "trainer");

    /// <summary>Puts the checkpoint's weights and moments in place; does nothing in a run that starts.</summary>
    /// <param name="weights">Overwritten.</param>
    /// <param name="optimizer">Overwritten, unless <see langword="null"/>: a phase that begins has no moments yet.</param>
    public void Restore(Weights weights, AdamW? optimizer)
    {
        if (_resumed is null) return;
        RestoreWeights(_resumed.Path, weights);
        if (optimizer is null) return;

        // One tensor at a time: the moments of a large model are several times its weights, and are already in memory once.
        using var moments = SafeTensorFile.Open(Path.Combine(_resumed.Path, "trainer", "optimizer.safetensors"));
        HashSet<string> known = [.. moments.Tensors.Select(t => t.Name)];
        optimizer.Restore(name => known.Contains(name) ? moments.Read(name) : null, _state.OptimizerUpdates);
    }

    private static void RestoreWeights(string checkpoint, Weights weights)
    {
        if (weights.All.Keys.Any(LoraAdapter.IsAdapter))
        {
            // The rest is frozen, so it is as it was loaded.
            bool isAlone = File.Exists(Path.Combine(checkpoint, LoraFolder.WeightsFile));
            LoraFolder.Restore(isAlone ? checkpoint : Path.Combine(checkpoint, "trainer"), weights);
            return;
        }

        ModelFolder.ReadInto(checkpoint, weights);
    }

    /// <summary>Takes the metrics of a step and adds what memory the process has. Steps ascend.</summary>
    public void Log(int step, SortedDictionary<string, double> values)
    {
        WritePending();
        foreach ((string name, double mebibytes) in MemoryUse.Now().Metrics) values[name] = mebibytes;
        _pending = _logged = (step, values);
    }

    /// <summary>Adds metrics to the step that was logged last.</summary>
    public void Add(SortedDictionary<string, double> values)
    {
        foreach ((string name, double value) in values) _pending!.Value.Values[name] = value;
    }

    /// <summary>Tells whoever watches.</summary>
    /// <param name="phase">What is going on.</param>
    /// <param name="done">Steps done in it.</param>
    /// <param name="total">Steps in all.</param>
    /// <param name="tokens">Tokens of the last step.</param>
    /// <param name="status">The numbers worth seeing.</param>
    public void Report(string phase, int done, int total, double tokens, string status) =>
        _progress?.Invoke(new RunProgress(phase, done, total, _rate.Add(tokens), status));

    /// <summary>Keeps the rollouts of a step with their credit.</summary>
    public void Keep(int step, IReadOnlyList<ScoredRollout> rollouts, IReadOnlyList<TokenCredit> credits, Tokenizer tokenizer) =>
        _rollouts.Write([.. rollouts.Zip(credits, (rollout, credit) => Logged(step, rollout, credit, tokenizer))]);

    /// <summary>Whether a checkpoint is due after a step.</summary>
    public bool IsSaveDue(int step, int lastStep) => step == lastStep || (_options.SaveSteps > 0 && step % _options.SaveSteps == 0);

    /// <summary>Writes a checkpoint, whole or not at all, and removes those that are too old.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="writeModel">Writes the model into a folder.</param>
    /// <param name="optimizer">Its moments are saved.</param>
    /// <param name="position">Where a run of several phases stands.</param>
    /// <param name="writeTrainer">Writes what else a resume needs into the folder <c>trainer/</c>.</param>
    public void Save(int step, Action<string> writeModel, AdamW optimizer, PhasePosition? position = null, Action<string>? writeTrainer = null)
    {
        MetricValue? metric = _best.Of(_logged?.Step == step ? _logged.Value.Values : null) ?? (step == _state.Step ? _state.Metric : null);
        WritePending();
        _metrics.Flush();
        _rollouts.Flush();
        _checkpoints.Write(step, folder =>
        {
            writeModel(folder);
            string trainer = Directory.CreateDirectory(Path.Combine(folder, "trainer")).FullName;
            SafeTensors.Write(Path.Combine(trainer, "optimizer.safetensors"), optimizer.Save());
            new TrainerState(step, optimizer.Updates, position ?? new PhasePosition(0, 0, double.NaN), _data, metric).Write(Path.Combine(trainer, "state.json"));
            writeTrainer?.Invoke(trainer);
        });
        _best.Mark();
        _checkpoints.Keep(_options.SaveTotalLimit);
        _best.CheckName();

        // Odd sizes leave holes behind, a few more in every hundred steps. A save is a rare moment to give them back.
        FreedMemory.Return();
    }

    /// <summary>Saves a batch that could not be learned from, for inspection.</summary>
    /// <returns>The file.</returns>
    public string SaveFailedBatch(int step, IReadOnlyList<ScoredRollout> rollouts, IReadOnlyList<TokenCredit> credits)
    {
        string path = Path.Combine(_folder.Path, FormattableString.Invariant($"failed-step-{step:D6}.jsonl"));
        var named = new JsonSerializerOptions { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
        AtomicFile.WriteText(path, string.Concat(rollouts.Zip(credits, (rollout, credit) => JsonSerializer.Serialize(
            new { rollout.Rollout, steps = rollout.Steps.Ends.ToArray(), rollout.StepRewards, rollout.Outcome, rollout.ReferenceLogProbabilities, credit }, named) + "\n")));
        return path;
    }

    public void Dispose()
    {
        WritePending();
        _metrics.Dispose();
        _rollouts.Dispose();
    }

    private static LoggedRollout Logged(int step, ScoredRollout rollout, TokenCredit credit, Tokenizer tokenizer)
    {
        int[] ids = rollout.Rollout.ResponseIds;
        string[] texts = [.. Enumerable.Range(0, rollout.Steps.Count).Select(j => tokenizer.Decode(ids.AsSpan(rollout.Steps.Start(j)..(rollout.Steps.End(j) + 1))))];
        return new LoggedRollout(step, rollout, credit, tokenizer.Decode(rollout.Rollout.PromptIds), tokenizer.Decode(ids), texts);
    }

    private void WritePending()
    {
        if (_pending is not { } pending) return;

        // Forgotten first: a line that a full disk cut must stay the last one, which a resume cuts off.
        _pending = null;
        _metrics.Write(pending.Step, pending.Values);
    }
}
