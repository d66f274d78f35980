// One seed of the embedded task as systems find it: the start policy, data, and stages that train what a system needs. A stage is
// made when the first system asks for it and shared by all that ask later; one that was interrupted goes on.
using Pure.Cli.Demo;
using Pure.Cli.Training;
using Pure.Config;
using Pure.Credit;
using Pure.Runs;

namespace Pure.Cli.Compare;

/// <summary>The stages of one seed.</summary>
internal sealed class EmbeddedTask(DemoPlan plan, string folder, int seed, Action<RunProgress> progress, CancellationToken cancel)
{
    private readonly DemoRunner _runner = new(plan, folder, seed, progress, cancel);

    /// <summary>Sizes.</summary>
    public DemoPlan Plan => plan;

    /// <summary>Seed of everything.</summary>
    public int Seed => seed;

    /// <summary>Where the files lie.</summary>
    public DemoFolders Folders => _runner.Folders;

    /// <summary>Start policy, data and configurations, as in <c>pure demo</c>.</summary>
    public DemoRunner Runner => _runner;

    /// <summary>Told of the progress of stages that are not training runs.</summary>
    public Action<RunProgress> Progress => progress;

    /// <summary>Asks stages to stop.</summary>
    public CancellationToken Cancel => cancel;

    /// <summary>The start policy.</summary>
    public string Policy => DemoFolders.Final(Folders.Sft);

    /// <summary>Makes the start policy and the demo's process reward model, with which every run is looked at.</summary>
    public void Prepare() => _runner.Prepare();

    /// <summary>The demo's process reward model, trained on steps that the exact checker labelled.</summary>
    public RewardModelSource Process() => new ProcessModelSource { Path = DemoFolders.Final(Folders.Reward) };

    /// <summary>The folder of a stage.</summary>
    public string Stage(string name) => Path.Combine(Folders.Root, name);

    /// <summary>Trains a reward model in a stage of that name, from the start policy.</summary>
    /// <returns>The folder of the trained model.</returns>
    public string Train(string name, RewardOptions options, int steps)
    {
        string output = Stage(name);
        _runner.Reward(name, new RewardConfig
        {
            OutputDir = output,
            Seed = seed,
            Compute = DemoConfigs.Compute,
            Checkpoints = new CheckpointOptions { SaveSteps = 200, SaveTotalLimit = 1 },
            Model = new ModelSource { Path = Policy },
            Reward = options,
        }, steps);
        return DemoFolders.Final(output);
    }

    /// <summary>What training in a stage cost.</summary>
    /// <param name="name">The stage.</param>
    /// <param name="what">In words.</param>
    /// <param name="labels">What it was told.</param>
    /// <param name="sampledTokens">Tokens sampled for its data.</param>
    /// <param name="seconds">Time of that sampling.</param>
    public StageCost Cost(string name, string what, string labels, long sampledTokens = 0, double seconds = 0)
    {
        (long tokens, double training) = RunFigures.Training(Path.Combine(Stage(name), "metrics.jsonl"));
        return new StageCost(what, labels, sampledTokens, tokens, training + seconds);
    }

    /// <summary>RL with a system's configuration.</summary>
    public void Train(ComparedSystem system)
    {
        RlConfig common = _runner.Configs.CommonRl(system.Key, _runner.Data.Prompts(system.AnsweredShare));
        _runner.Train(system.Key, system.Configure(this, common));
    }

    /// <summary>The figures of a system's run.</summary>
    public RunFigures Figures(ComparedSystem system) => RunFigures.Read(MetricsFile(system), seed);

    /// <summary>Whether a system's run has begun and was evaluated at least once.</summary>
    public bool HasFigures(ComparedSystem system) => File.Exists(MetricsFile(system)) && Figures(system).Curve.Points.Count > 0;

    private string MetricsFile(ComparedSystem system) => Path.Combine(Folders.Rl(system.Key), "metrics.jsonl");

    /// <summary>Process rewards alone under one form of credit.</summary>
    public static CreditOptions ProcessCredit(CreditAssignment form) => new() { RewardMode = RewardMode.Prm, CreditAssignment = form };
}
