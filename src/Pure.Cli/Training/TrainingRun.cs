// What `pure sft`, `pure reward`, `pure rl` and the demo share: check, open the run folder, train, close. Models and data are
// loaded before the folder is touched, so that a mistake in them leaves nothing behind.
using Pure.Config;
using Pure.Data;
using Pure.Runs;
using Pure.Tensors;
using Pure.Training;
using Pure.Training.Plans;
using Pure.Training.Systems;

namespace Pure.Cli.Training;

/// <summary>Makes one training run.</summary>
/// <param name="Start">New, resumed or overwritten.</param>
/// <param name="Progress">Told of every step.</param>
/// <param name="Cancel">Stops after the step in hand, with a checkpoint.</param>
internal sealed record TrainingRun(RunStart Start, Action<RunProgress>? Progress, CancellationToken Cancel)
{
    /// <summary>Keys that may be changed on a resume: how long to train, what is kept, and the name of the run folder, which may have been moved.</summary>
    private static readonly string[] Resumable = ["output_dir", "model.base", "reference_model.base", "reward_model.base", "checkpoints", "sft.max_steps", "rl.max_steps", "rl.rollout_log_every"];

    /// <summary>Told what a user should know besides.</summary>
    public Action<string>? Notify { get; init; }

    /// <summary>Imitation.</summary>
    public void Sft(SftConfig config)
    {
        RunPlanner.CheckBeforeTraining(config);
        using var lanes = Compute.Open(config.Compute);
        using var trainer = new SftTrainer(config, lanes);
        Tell(trainer.Data);
        using RunFolder folder = Open(config, config.Model.Path);
        using var session = new TrainingSession(folder, config.Checkpoints, Progress, trainer.Data);
        trainer.Run(session, Cancel);
    }

    /// <summary>A reward model of any kind.</summary>
    /// <returns>Its figures on held-out data after each phase that was trained here, and its calibration at the end.</returns>
    public (IReadOnlyList<(string Phase, IReadOnlyList<KeyValuePair<string, double>> Figures)> Results, IReadOnlyList<ReliabilityBin> Reliability) Reward(RewardConfig config)
    {
        RunPlanner.CheckBeforeTraining(config);
        using var lanes = Compute.Open(config.Compute);
        using IRewardTrainer trainer = RewardSystems.Trainers.Make(config.Reward, (config, lanes));
        Tell(trainer.Data);
        using RunFolder folder = Open(config, config.Model.Path);
        using var session = new TrainingSession(folder, config.Checkpoints, Progress, trainer.Data);
        trainer.Run(session, Cancel);
        return (trainer.Results, trainer.Reliability);
    }

    /// <summary>RL.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="observe">Asked at every held-out evaluation; what it gives is logged.</param>
    public void Rl(RlConfig config, Func<int, HeldOutResult, IEnumerable<KeyValuePair<string, double>>>? observe = null)
    {
        RunPlanner.CheckBeforeTraining(config);
        using var lanes = Compute.Open(config.Compute);
        using var trainer = new PolicyTrainer(config, lanes) { Observer = observe };
        Tell(trainer.Data);
        using RunFolder folder = Open(config, config.Model.Path);
        using var session = new TrainingSession(folder, config.Checkpoints, Progress, trainer.Data);
        trainer.Run(session, Cancel);
    }

    /// <summary>Says what of the data is not used: nothing is dropped silently.</summary>
    private void Tell(IReadOnlyList<DatasetReport> data)
    {
        foreach (DatasetReport report in data.Where(r => !r.IsComplete)) Notify?.Invoke($"'{report.Path}': {report.Describe()}");
    }

    private RunFolder Open<T>(T config, string model)
        where T : RunConfig =>
        RunFolder.Open(config.OutputDir, config, new RunOptions { Start = Start, ResumableKeys = Resumable, NeededBytes = CheckpointBytes(config.Checkpoints, model) }, Compute.Describe(config));

    /// <summary>Room for the checkpoints that are kept and one more, each with weights and two moments of their size; a run that keeps all needs at least three.</summary>
    private static long CheckpointBytes(CheckpointOptions options, string model)
    {
        long weights = Directory.GetFiles(model, "*.safetensors").Sum(file => new FileInfo(file).Length);
        return 3 * weights * (options.SaveTotalLimit > 0 ? options.SaveTotalLimit + 1 : 3);
    }
}
