using System.CommandLine;
using Pure.Cli.Compare;
using Pure.Cli.Console;
using Pure.Cli.Demo;

namespace Pure.Cli.Commands;

/// <summary><c>pure compare</c>: reward systems side by side, on the embedded task or on configurations of one's own.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> Configs = new("configs") { Description = "Configurations of 'pure rl' that differ in rewards, credit or system only. Without them, systems are compared on the embedded task.", HelpName = "CONFIG.yaml", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string[]> Systems = new("--systems") { Description = "Systems of the embedded task to compare (default: all; see --list).", AllowMultipleArgumentsPerToken = true, HelpName = "KEY" };
    private static readonly Option<string> Study = new Option<string>("--study") { Description = "systems: all reward systems; aggregation: one process reward model, its steps put together in every way.", DefaultValueFactory = _ => "systems" }.AcceptOnlyFromAmong("systems", "aggregation");
    private static readonly Option<bool> List = new("--list") { Description = "Print the systems of the embedded task and stop." };
    private static readonly Option<int> Seed = new("--seed") { Description = "First seed.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Seeds = new("--seeds") { Description = "Number of seeds; each with its own start policy and reward models.", DefaultValueFactory = _ => 2 };
    private static readonly Option<bool> Quick = new("--quick") { Description = "A shorter task and fewer steps, for trying. Its figures are not those of the full comparison." };
    private static readonly Option<string?> Out = new("--out") { Description = "Folder for everything that is written (default: runs/compare, or runs/compare-quick)." };

    public static Command Create() => new Command("compare", "Run reward systems from one start policy, with the same problems, seeds and sizes, and report them side by side.")
    {
        Configs, Study, Systems, List, Seed, Seeds, Quick, Out,
    }.Does(Run);

    private static void Run(ParseResult parsed, Output output, CancellationToken cancel)
    {
        IReadOnlyList<ComparedSystem> study = parsed.GetValue(Study) == "aggregation" ? AggregationStudy.Systems : ComparedSystems.All;
        if (parsed.GetValue(List))
        {
            output.Table("Systems of the embedded task", ["key", "system", "supervision"], [.. study.Select(s => (IReadOnlyList<string>)[s.Key, s.Name, s.Supervision])]);
            return;
        }

        bool quick = parsed.GetValue(Quick);
        int seed = parsed.GetValue(Seed), seeds = parsed.GetValue(Seeds);
        if (seed < 0) throw new PureException($"--seed is {seed}. Give 0 or more.");
        if (seeds is < 1 or > 100) throw new PureException($"--seeds is {seeds}. Give 1 to 100.");
        string folder = parsed.GetValue(Out) ?? Path.Combine("runs", quick ? "compare-quick" : "compare");
        if (parsed.GetValue(Configs) is { Length: > 0 } configs)
        {
            new ConfigComparison(configs, folder, output, cancel).Run();
            return;
        }

        new CompareSession(quick ? DemoPlan.Quick : DemoPlan.Full, folder, output, cancel).Run(Chosen(study, parsed.GetValue(Systems) ?? []), [.. Enumerable.Range(seed, seeds)]);
    }

    /// <exception cref="PureException">A key is not known.</exception>
    private static IReadOnlyList<ComparedSystem> Chosen(IReadOnlyList<ComparedSystem> study, string[] keys)
    {
        string[] known = [.. study.Select(s => s.Key)];
        if (keys.FirstOrDefault(key => !known.Contains(key)) is { } unknown)
            throw new PureException($"There is no system '{unknown}'. Known are {string.Join(", ", known)}.");
        return keys.Length == 0 ? study : [.. study.Where(s => keys.Contains(s.Key))];
    }
}
