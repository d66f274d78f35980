using Pure.Cli.Demo;
using Pure.Cli.Training;
using Pure.Config;
using Pure.Credit;
using Pure.Data.Chain;
using Pure.Runs;

namespace Pure.EndToEnd.Tests;

/// <summary>The embedded task at a size that trains in seconds: real files, real configurations, nothing learned.</summary>
public sealed class TinyDemo : IDisposable
{
    private static readonly DemoPlan Plan = new()
    {
        Task = new ChainTask { Operations = 2 },
        SftSteps = 24,
        SftBatch = 8,
        BalancedSteps = 12,
        BalancedBatch = 8,
        RewardRollouts = 64,
        RewardMixed = 32,
        RlSteps = 20,
        RlPrompts = 4,
        RlGroup = 4,
        EvaluateEvery = 5,
        HeldOut = 16,
        MaxTokens = 24,
    };

    private readonly DemoRunner _runner;
    private readonly DemoConfigs _configs;
    private readonly DemoData _data;

    public TinyDemo()
    {
        Folder = Directory.CreateTempSubdirectory("pure-end-to-end").FullName;
        var folders = new DemoFolders(Folder);
        _runner = new DemoRunner(Plan, Folder, 1, _ => { }, CancellationToken.None);
        _configs = new DemoConfigs(Plan, folders, 1);
        _data = new DemoData(Plan, folders, 1);
        _runner.Prepare();
    }

    /// <summary>Everything lies below it.</summary>
    public string Folder { get; }

    internal SftConfig Sft(string output) => _configs.Sft with { OutputDir = Path.Combine(Folder, output) };

    internal RewardConfig Reward(string output) => _configs.Reward with { OutputDir = Path.Combine(Folder, output) };

    internal RlConfig Rl(string output, int variant = 3) =>
        _configs.Rl(DemoVariant.All[variant], _data.Prompts(DemoVariant.All[variant].AnsweredShare)) with { OutputDir = Path.Combine(Folder, output) };

    internal RewardConfig Implicit(string output)
    {
        string outcomes = Path.Combine(Folder, "outcomes.jsonl");
        ChainJsonLines.WriteOutcomes(outcomes, Plan.Task.Generate(5, 24).SelectMany((problem, i) =>
            Enumerable.Range(0, 4).Select(k => Demonstrator.Solve(problem, Plan.Demonstrator with { Slip = 0.3, SlipWithCarry = 0.5 }, (ulong)((4 * i) + k)))));
        var phase = new ImplicitPhase { Name = "outcomes", Train = [outcomes], BatchSize = 8, MaxSteps = 6, LearningRate = 1e-3 };
        return _configs.Reward with
        {
            OutputDir = Path.Combine(Folder, output),
            Model = new ModelSource { Path = DemoFolders.Final(_configs.Sft.OutputDir) },
            Reward = new ImplicitRewardOptions { Validation = outcomes, Phases =
                [
                    phase,
                    phase with { Name = "singles", Loss = ImplicitLoss.Kto, Balance = true },
                    phase with { Name = "pairs", Loss = ImplicitLoss.Dpo, MaxSteps = 3 },
                    phase with { Name = "steps", Loss = ImplicitLoss.Steps, MaxSteps = 3, Train = [Path.Combine(Folder, "data", "balanced.jsonl")] },
                ],
            },
        };
    }

    internal RlConfig Prime(string output) => Short(output) with { System = new PrimeSystemOptions { UpdatesPerStep = 2, Optimizer = new OptimizerOptions { LearningRate = 1e-3 } } };

    internal RlConfig Oreal(string output) => Short(output) with { System = new OrealSystemOptions { FrozenSteps = 1, Optimizer = new OptimizerOptions { LearningRate = 1e-3 } } };

    /// <summary>An uncertain reward model with a new layer, in two phases.</summary>
    internal RewardConfig Uncertain(string output)
    {
        string pairs = Path.Combine(Folder, "pairs.jsonl");
        ChainJsonLines.WritePreferences(pairs, Plan.Task.Generate(6, 24).Select((problem, i) => ChainPreference.Of(problem, Plan.Corruptor, (ulong)i)));
        var phase = new PairPhase { Name = "first", Train = [pairs], BatchSize = 8, MaxSteps = 5, LearningRate = 1e-3 };
        return _configs.Reward with
        {
            OutputDir = Path.Combine(Folder, output),
            Model = new ModelSource { Path = DemoFolders.Final(_configs.Sft.OutputDir) },
            Reward = new UncertainRewardOptions { ExtraLayers = 1, Validation = pairs, Phases = [phase, phase with { Name = "second", MaxSteps = 3 }] },
        };
    }

    /// <summary>RL with penalised rewards of an uncertain model that is trained once. The history begins to count within the run.</summary>
    internal RlConfig Penalised(string output)
    {
        RewardConfig model = Uncertain("uncertain-model");
        if (!Directory.Exists(model.OutputDir)) new TrainingRun(RunStart.New, null, CancellationToken.None).Reward(model);
        return Short(output) with
        {
            System = new UncertainSystemOptions { Start = 20, Window = 50 },
            RewardModel = new UncertainModelSource { Path = DemoFolders.Final(model.OutputDir) },
            Credit = new CreditOptions { RewardMode = RewardMode.Prm, CreditAssignment = CreditAssignment.Last, WhitenAdvantages = AdvantageWhitening.Scale, RewardMin = -1000, RewardMax = 1000 },
        };
    }

    /// <summary>Six steps whose every problem is kept by the filter, so that its place is a part of the state.</summary>
    private RlConfig Short(string output)
    {
        RlConfig rl = _configs.CommonRl(output, _data.Prompts(1));
        return rl with { OutputDir = Path.Combine(Folder, output), Credit = new CreditOptions(), Rl = rl.Rl with { MaxSteps = 6, PromptFilter = new PromptFilterOptions { MinAccuracy = 0, MaxAccuracy = 1 } } };
    }

    /// <summary>Writes a configuration as a file, as a user has it.</summary>
    internal string Write<T>(T config, string name)
        where T : notnull
    {
        string path = Path.Combine(Folder, name + ".yaml");
        File.WriteAllText(path, ConfigFile.Write(config));
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
