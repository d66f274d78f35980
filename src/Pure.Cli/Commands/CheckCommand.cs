// pure check: everything wrong with a configuration and its files, all at once, and what the run would be: data in tokens, batches in
// words, memory by phase. Nothing is written but the answer.
using System.CommandLine;
using Pure.Cli.Console;
using Pure.Cli.Views;
using Pure.Config;
using Pure.Training.Plans;

namespace Pure.Cli.Commands;

/// <summary>The command <c>pure check</c>.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> Config = new("config") { Description = "The config file (YAML) of 'pure sft', 'pure reward' or 'pure rl'.", HelpName = "CONFIG.yaml" };
    private static readonly Option<string[]> Set = new("--set") { Description = "Replace a value: --set section.key=value. May be given several times.", HelpName = "key=value", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
    private static readonly Option<bool> Json = new("--json") { Description = "The plan as one JSON object." };

    private static readonly SortedDictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["sft"] = typeof(SftConfig),
        ["reward"] = typeof(RewardConfig),
        ["rl"] = typeof(RlConfig),
    };

    public static Command Create() => new Command("check", "Show everything wrong with a config and its files, and what the run would be: tokens, batches, memory.")
    {
        Config, Set, Json,
    }.Answers((parsed, output, _) => Run(parsed, output));

    /// <returns>2 when something is wrong.</returns>
    private static int Run(ParseResult parsed, Output output)
    {
        (object? config, IReadOnlyList<string> problems) = ConfigFile.Examine(parsed.GetRequiredValue(Config), parsed.GetValue(Set) ?? [], Kinds);
        RunPlan plan = config is RunConfig run ? RunPlanner.Plan(run, problems) : new RunPlan { Problems = problems };
        if (parsed.GetValue(Json)) PlanJson.Write(output, plan);
        else PlanView.Write(output, plan);
        return plan.Problems.Count > 0 ? ExitCode.BadInput : ExitCode.Done;
    }
}
