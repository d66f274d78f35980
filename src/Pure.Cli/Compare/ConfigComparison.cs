// Compares RL configurations of a user's own. What they may differ in is what rewards a response and how that becomes an update; with
// any other difference a comparison would not say what made it. The first one is the reference of the report.
using Pure.Cli.Console;
using Pure.Cli.Training;
using Pure.Config;
using Pure.Runs;

namespace Pure.Cli.Compare;

/// <summary>Runs configurations one after another and compares them.</summary>
internal sealed class ConfigComparison(IReadOnlyList<string> paths, string folder, Output output, CancellationToken cancel)
{
    /// <summary>Keys in which the configurations may differ.</summary>
    private static readonly string[] Free = ["output_dir", "reward_model", "credit", "system"];

    /// <summary>Runs, continues or only reports.</summary>
    /// <exception cref="PureException">The configurations differ elsewhere, share a run folder, or evaluate nothing.</exception>
    public void Run()
    {
        (string Name, RlConfig Config)[] configs = [.. paths.Select(path => (Path.GetFileNameWithoutExtension(path), ConfigFile.Load<RlConfig>(path, [])))];
        Check(configs);
        var comparison = new Comparison();
        foreach ((string name, RlConfig config) in configs)
        {
            if (!IsDone(config))
            {
                using ProgressDisplay progress = output.Progress();
                RunStart start = RunFolder.HoldsRun(config.OutputDir) ? RunStart.Resume : RunStart.New;
                new TrainingRun(start, p => progress.Report(p with { Phase = $"{name}: {p.Phase}" }), cancel).Rl(config);
            }

            comparison.Add(new ComparedRun(name, name, name), RunFigures.Read(Path.Combine(config.OutputDir, "metrics.jsonl"), config.Seed), []);
        }

        CompareReport.Write(folder, $"{configs.Length} configurations from the same start policy, with the same problems, seed and sizes.", comparison, [], output);
    }

    private void Check((string Name, RlConfig Config)[] configs)
    {
        if (configs.Length < 2) throw new PureException("A comparison needs at least two configurations. Give several, or none for the embedded task.");
        if (configs[0].Config.Evaluation is null) throw new PureException($"'{paths[0]}' has no section evaluation, so there is nothing to compare. Give held-out problems.");
        if (configs.Select(c => Path.GetFullPath(c.Config.OutputDir)).Distinct(StringComparer.Ordinal).Count() < configs.Length)
            throw new PureException("Two of the configurations have the same output_dir. Give each its own.");
        for (int i = 1; i < configs.Length; i++)
        {
            ConfigDifference[] others = [.. ConfigDifference.Between(configs[0].Config, configs[i].Config).Where(d => !Free.Contains(d.Path.Split('.')[0]))];
            if (others.Length > 0)
                throw new PureException($"'{paths[0]}' and '{paths[i]}' differ in {string.Join(", ", others.Select(d => $"{d.Path} ({d.First} and {d.Second})"))}. Configurations that are compared differ in output_dir, reward_model, credit and system only.");
        }
    }

    private static bool IsDone(RlConfig config) =>
        RunFolder.HoldsRun(config.OutputDir) && new CheckpointFolders(Path.Combine(config.OutputDir, "checkpoints")).Newest()?.Step == config.Rl.MaxSteps;
}
