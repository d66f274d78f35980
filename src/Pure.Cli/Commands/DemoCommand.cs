using System.CommandLine;
using Pure.Cli.Console;
using Pure.Cli.Demo;

namespace Pure.Cli.Commands;

/// <summary><c>pure demo</c>: the whole story on the embedded task.</summary>
internal static class DemoCommand
{
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of everything: weights, data, reward model, RL.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Seeds = new("--seeds") { Description = "Number of seeds, counted up from --seed; each with its own start policy and reward model.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Quick = new("--quick") { Description = "A minute and a half: a shorter task and fewer steps. Its figures are not those of the full demo." };
    private static readonly Option<bool> Why = new("--why") { Description = "Also run min and sum on a task without optional steps, where the sum has nothing to collect." };
    private static readonly Option<string?> Out = new("--out") { Description = "Folder for everything that is written (default: runs/demo, or runs/demo-quick)." };

    public static Command Create() => new Command("demo", "Train a reward model and fine-tune with each form of credit on a small arithmetic task; compare them in a report.")
    {
        Seed, Seeds, Quick, Why, Out,
    }.Does(Run);

    private static void Run(ParseResult parsed, Output output, CancellationToken cancel)
    {
        bool quick = parsed.GetValue(Quick);
        int seed = parsed.GetValue(Seed), seeds = parsed.GetValue(Seeds);
        if (seed < 0) throw new PureException($"--seed is {seed}. Give 0 or more.");
        if (seeds is < 1 or > 100) throw new PureException($"--seeds is {seeds}. Give 1 to 100.");
        string folder = parsed.GetValue(Out) ?? Path.Combine("runs", quick ? "demo-quick" : "demo");
        new DemoSession(quick ? DemoPlan.Quick : DemoPlan.Full, folder, output, cancel).Run(seed, seeds, parsed.GetValue(Why));
    }
}
