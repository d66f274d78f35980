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

    public static Command Reward() => Create<RewardConfig>("reward", "Train a process reward model on labelled steps.", (run, config, output) =>
    {
        IReadOnlyList<(string Phase, StepClassificationQuality Quality)> qualities = run.Reward(config);
        if (qualities.Count == 0) return;
        output.Table("Held-out solutions", ["phase", "accuracy", "right steps", "wrong steps", "AUC", "first-error F1"],
            [.. qualities.Select(q => (IReadOnlyList<string>)
                [q.Phase, $"{q.Quality.Accuracy:F4}", $"{q.Quality.GoodAccuracy:F4}", $"{q.Quality.BadAccuracy:F4}", $"{q.Quality.Auc:F4}", $"{q.Quality.FirstErrorF1:F4}"])]);
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
            using (ProgressDisplay progress = output.Progress()) train(new TrainingRun(arguments.Start(parsed), progress.Report, cancel), config, output);
            output.Line($"Done. The run is in '{config.OutputDir}'.");
        });
    }
}
