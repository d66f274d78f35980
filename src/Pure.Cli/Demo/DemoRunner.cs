// The whole story on the embedded task: imitation, a process reward model, then RL with each form of reward and credit from the
// same start. Every stage is an ordinary run with a configuration file; a stage that is finished is not made again, and one
// that was interrupted goes on from its checkpoint, so running the demo again continues it.
using Pure.Cli.Demo.Report;
using Pure.Cli.Training;
using Pure.Config;
using Pure.Runs;
using Pure.Tensors;

namespace Pure.Cli.Demo;

/// <summary>Runs one seed of the demo.</summary>
internal sealed class DemoRunner
{
    private readonly DemoPlan _plan;
    private readonly DemoFolders _folders;
    private readonly DemoData _data;
    private readonly DemoConfigs _configs;
    private readonly Action<RunProgress> _progress;
    private readonly CancellationToken _cancel;

    /// <param name="plan">Sizes.</param>
    /// <param name="folder">Folder of this seed.</param>
    /// <param name="seed">Seed of everything: weights, data, reward model, RL.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancel">Stops with a checkpoint.</param>
    public DemoRunner(DemoPlan plan, string folder, int seed, Action<RunProgress> progress, CancellationToken cancel)
    {
        _plan = plan;
        _folders = new DemoFolders(folder);
        _data = new DemoData(plan, _folders, (ulong)seed);
        _configs = new DemoConfigs(plan, _folders, seed);
        _progress = progress;
        _cancel = cancel;
    }

    /// <summary>The files of this seed.</summary>
    public DemoFolders Folders => _folders;

    /// <summary>The configurations of this seed.</summary>
    public DemoConfigs Configs => _configs;

    /// <summary>The data of this seed.</summary>
    public DemoData Data => _data;

    /// <summary>Imitation and reward model: what every variant starts from.</summary>
    public void Prepare()
    {
        if (!_folders.HasMark("start")) _data.WriteStart();
        Run("sft", _configs.Sft, (run, config) => run.Sft(config), _plan.SftSteps);
        if (!_folders.HasMark("reward-data") || !File.Exists(_folders.ProcessBench))
        {
            using Lanes lanes = Compute.Open(_configs.Sft.Compute);
            _data.WriteRewardData(lanes, DemoFolders.Final(_folders.Sft), _configs.Sft.Compute.MaxDecodeRows);
        }

        Reward("reward", _configs.Reward, ((ProcessRewardOptions)_configs.Reward.Reward).Phases.Sum(p => p.MaxSteps));
    }

    /// <summary>What the reward model is worth, measured once.</summary>
    public void Judge(int seed)
    {
        if (File.Exists(_folders.Judgement)) return;
        using Lanes lanes = Compute.Open(_configs.Sft.Compute);
        new DemoJudge(_plan, _folders, lanes, _cancel).Judge(_data.HeldOut(), (ulong)seed, _progress).Write(_folders);
    }

    /// <summary>RL with one variant.</summary>
    public void Train(DemoVariant variant) => Train(variant.Key, _configs.Rl(variant, _data.Prompts(variant.AnsweredShare)));

    /// <summary>RL with any configuration, looked at by the exact checker and by the demo's own reward model.</summary>
    public void Train(string key, RlConfig config) => Run("rl-" + key, config, (run, rl) =>
    {
        using Lanes lanes = Compute.Open(rl.Compute);
        using var observer = new DemoObserver(_data.HeldOut(), DemoFolders.Final(_folders.Reward), lanes, _folders.Samples(key));
        run.Rl(rl, observer.Observe);
    }, config.Rl.MaxSteps);

    /// <summary>Trains a reward model.</summary>
    /// <param name="name">Name of its configuration file.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="lastStep">The step of its last checkpoint when it is finished.</param>
    public void Reward(string name, RewardConfig config, int lastStep) => Run(name, config, (run, reward) => run.Reward(reward), lastStep);

    /// <summary>Trains a language model by imitation, besides the start policy.</summary>
    /// <param name="name">Name of its configuration file.</param>
    /// <param name="config">Its configuration.</param>
    public void Sft(string name, SftConfig config) => Run(name, config, (run, sft) => run.Sft(sft), config.Sft.MaxSteps);

    private void Run<T>(string name, T config, Action<TrainingRun, T> train, int lastStep)
        where T : RunConfig
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folders.ConfigFile(name))!);
        AtomicFile.WriteText(_folders.ConfigFile(name), ConfigFile.Write(config, describe: true));
        bool begun = RunFolder.HoldsRun(config.OutputDir);
        if (begun && new CheckpointFolders(Path.Combine(config.OutputDir, "checkpoints")).Newest()?.Step == lastStep) return;
        train(new TrainingRun(begun ? RunStart.Resume : RunStart.New, _progress, _cancel), config);
    }
}
