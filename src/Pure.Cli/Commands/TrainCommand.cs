using System.CommandLine;
using Pure.Cli.Console;
using Pure.Cli.Training;
using Pure.Config;
using Pure.Runs;
using Pure.Training;

namespace Pure.Cli.Commands;

/// <summary><c>pure sft</c>, <c>pure reward</c> and <c>pure rl</c>: one configuration file each, the same options.</summary>
internal static class TrainCommand
{
    public static Command Sft() => Create<SftConfig>("sft", "Train a language model by imitation of demonstrations.", (run, config, _) => run.Sft(config));

    public static Command Reward() => Create<RewardConfig>("reward", "Train a reward model: process, and the other kinds of reward.kind.", (run, config, output) =>
    {
        (var results, IReadOnlyList<ReliabilityBin> reliability) = run.Reward(config);
        if (results.Count == 0) return;
        output.Table("Held-out data", ["phase", .. results[0].Figures.Select(f => f.Key)],
            [.. results.Select(r => (IReadOnlyList<string>)[r.Phase, .. r.Figures.Select(f => $"{f.Value:F4}")])]);
        if (reliability.Sum(bin => bin.Steps) == 0) return;
        output.Table("Calibration at the end: what it believed of steps, and what was true", ["p(good)", "steps", "mean p(good)", "right steps"],
            [.. reliability.Where(bin => bin.Steps > 0).Select(bin => (IReadOnlyList<string>)[$"{bin.From:F1} to {bin.To:F1}", $"{bin.Steps}", $"{bin.Believed:F3}", $"{bin.Right:F3}"])]);
    });

    public static Command Rl() => Create<RlConfig>("rl", "Fine-tune a policy with process and verifiable rewards.", (run, config, _) => run.Rl(config));

    private static Command Create<T>(string name, string description, Action<TrainingRun, T, Output> train)
        where T : RunConfig
    {
        var command = new Command(name, description);
        var arguments = new RunArguments(command);
        return command.Does((parsed, output, cancel) =>
        {
            var config = arguments.Config<T>(parsed);
            using (ProgressDisplay progress = output.Progress()) train(new TrainingRun(arguments.Start(parsed), progress.Report, cancel) { Notify = output.Notify }, config, output);
            output.Line($"Done. The run is in '{config.OutputDir}'.");
        });
    }
}
