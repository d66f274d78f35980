// Looks at a run before it is made. Every check stands by itself and goes on after a problem, so that all problems are reported
// together. The same checks, without reading the data, run by themselves before training.
using Pure.Config;
using Pure.Runs;

namespace Pure.Training.Plans;

/// <summary>Plans a run from its configuration.</summary>
public static class RunPlanner
{
    /// <summary>The whole plan: problems, data, arithmetic and memory.</summary>
    /// <param name="config">A configuration, perhaps with defaults where values are wrong.</param>
    /// <param name="configProblems">What is wrong with it as a configuration.</param>
    public static RunPlan Plan(RunConfig config, IReadOnlyList<string> configProblems)
    {
        var problems = new ProblemList();
        foreach (string problem in configProblems) problems.Add(problem);
        CheckPaths(config, problems);
        problems.Try(() => config.Compute.Place(null));

        // With a configuration that is not understood, or files that are not there, nothing more is known for certain.
        RunPlan plan = problems.All.Count > 0 ? new RunPlan { Kind = KindOf(config) } : Details(config, problems);
        CheckOutput(config, problems);
        return plan with { Kind = KindOf(config), Problems = problems.All, FreeBytes = MachineMemory.Free(), IsOnGpu = ComputeDevice.IsGpu(config.Compute.Device) };
    }

    /// <summary>What would keep a run from starting, found without reading its data: said all at once, where loading would name one at a time.</summary>
    /// <exception cref="PureException">Something is wrong.</exception>
    public static void CheckBeforeTraining(RunConfig config)
    {
        var problems = new ProblemList();
        CheckPaths(config, problems);
        problems.Try(() => config.Compute.Place(null));
        if (problems.All.Count == 0) Look(config, problems);
        if (problems.All.Count == 1) throw new PureException(problems.All[0]);
        if (problems.All.Count > 1) throw new PureException($"The run cannot start for {problems.All.Count} reasons:\n{string.Join('\n', problems.All)}");
    }

    /// <summary>What the configuration is for.</summary>
    public static string KindOf(RunConfig config) => config switch
    {
        SftConfig => "sft",
        RewardConfig => "reward",
        RlConfig => "rl",
        _ => throw new ArgumentException($"{config.GetType()} is not planned.", nameof(config)),
    };

    private static RunPlan Details(RunConfig config, ProblemList problems) => config switch
    {
        SftConfig sft => new SftPlanner(sft, problems).Plan(),
        RewardConfig { Reward: ProcessRewardOptions options } reward => new RewardPlanner(reward, options, problems).Plan(),
        RewardConfig reward => Shallow(reward, problems),
        RlConfig rl => new RlPlanner(rl, problems).Plan(),
        _ => new RunPlan(),
    };

    /// <summary>For reward models that are trained in their own way: the model, not its data.</summary>
    private static RunPlan Shallow(RewardConfig config, ProblemList problems)
    {
        Look(config, problems);
        return new RunPlan { Notes = [$"Data, arithmetic and memory are planned for reward.kind process alone, and this is {config.Reward.GetType().Name}; its files exist and its model is sound where no problem is listed."] };
    }

    private static void Look(RunConfig config, ProblemList problems)
    {
        foreach ((string key, ModelSource source, bool isPolicy) in Models(config)) PlannedModel.Look(problems, ($"{key}.path", source.Path), config.TypeOf(source), isPolicy, withTokenizer: false);
        if (config is RlConfig { RewardModel: ProcessModelSource reward } rl)
            PlannedModel.Look(problems, ("reward_model.path", reward.Path), reward.Dtype ?? rl.Compute.Dtype, isPolicy: false, withTokenizer: false);
    }

    private static IEnumerable<(string Key, ModelSource Source, bool IsPolicy)> Models(RunConfig config)
    {
        switch (config)
        {
            case SftConfig sft:
                yield return ("model", sft.Model, true);
                break;
            case RewardConfig reward:
                yield return ("model", reward.Model, false);
                break;
            case RlConfig rl:
                yield return ("model", rl.Model, true);
                if (rl.ReferenceModel is { } reference) yield return ("reference_model", reference, true);
                break;
        }
    }

    /// <summary>Whether every file and folder that is named is there, but for what a run writes.</summary>
    private static void CheckPaths(RunConfig config, ProblemList problems)
    {
        foreach ((string key, string path) in ConfigPaths.Of(config).Where(p => p.Key != "output_dir"))
        {
            bool isModel = key.EndsWith(".path", StringComparison.Ordinal) || key.EndsWith(".base", StringComparison.Ordinal);
            if (File.Exists(path) || Directory.Exists(path)) continue;
            string what = isModel ? "model folder" : "file";
            problems.Add($"{key}: The {what} '{path}' does not exist. Check the path in the configuration; relative paths start at the current folder.");
        }

        if (problems.All.Count == 0) problems.Try(() => ConfigPaths.DeclareBases(config));
    }

    private static void CheckOutput(RunConfig config, ProblemList problems)
    {
        string path = config.OutputDir;
        if (path.Length == 0) return;
        if (File.Exists(path)) problems.Add($"output_dir: '{path}' is a file. Choose another output_dir.");
        else if (RunFolder.HoldsRun(path)) return;
        else problems.Try(() => WritableFolder.Check(path));
    }
}
