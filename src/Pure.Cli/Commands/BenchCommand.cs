// pure bench: what this machine can do at best, and how near to it loading, sampling, scoring and training come. All in one run, because
// figures of different runs on a shared machine do not compare.
using System.CommandLine;
using Pure.Cli.Bench;
using Pure.Cli.Console;
using Pure.Config;
using Pure.Credit;
using Pure.Tensors;

namespace Pure.Cli.Commands;

/// <summary>The command <c>pure bench</c>.</summary>
internal static class BenchCommand
{
    private static readonly Argument<string?> Path = new("model") { Description = "A model folder or a config of 'pure rl'; random weights of its shape are used where its files hold none for a part.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Like = new("--like") { Description = $"A known shape instead: {string.Join(", ", BenchPlans.Names)}. Default: tiny." };
    private static readonly Option<string?> Dtype = new("--dtype") { Description = "fp32 or bf16, instead of the plan's." };
    private static readonly Option<string?> Device = new("--device") { Description = "Where models compute, instead of the plan's: cpu, cuda or cuda:N." };
    private static readonly Option<int?> LaneCount = new("--lanes") { Description = "Parts of a batch that run side by side." };
    private static readonly Option<int?> Threads = new("--threads") { Description = "Threads inside one operation of one lane." };
    private static readonly Option<int[]> Batches = new("--batch") { Description = "Batch sizes of sampling.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Only = new("--only") { Description = $"Parts to measure: {string.Join(", ", BenchRun.Parts)}. Default: all.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<double?> Seconds = new("--seconds") { Description = "Least time spent on each measurement." };
    private static readonly Option<bool> ByCpu = new("--cpu-time") { Description = "Take processor time instead of the wall's: for a machine that others use too. Right for lanes of one thread." };
    private static readonly Option<bool> Json = new("--json") { Description = "JSON instead of tables." };

    /// <summary>Builds the command.</summary>
    public static Command Create() => new Command("bench", "Measure this machine's ceilings, and sampling, scoring and training against them.")
    {
        Path, Like, Dtype, Device, LaneCount, Threads, Batches, Only, Seconds, ByCpu, Json,
    }.Does(Run);

    private static void Run(ParseResult parsed, Output output, CancellationToken cancel)
    {
        BenchPlan plan = Plan(parsed);
        IReadOnlyCollection<string> parts = parsed.GetValue(Only) is { Length: > 0 } only ? only : BenchRun.Parts;
        if (parts.FirstOrDefault(p => !BenchRun.Parts.Contains(p, StringComparer.Ordinal)) is { } unknown)
            throw new PureException($"--only: there is no part '{unknown}'; known are {string.Join(", ", BenchRun.Parts)}.");
        if (plan.Folder is null && parts.All(p => p == "loading")) throw new PureException("--only loading needs files to load, and random weights are made in memory. Give a model folder.");
        using var lanes = new Lanes(plan.Compute.Lanes, plan.Compute.ThreadsPerLane);
        BenchResult result = new BenchRun(plan, lanes, parts, Tell).Measure();
        if (parsed.GetValue(Json)) BenchReport.Json(output, result);
        else BenchReport.Table(output, result);

        void Tell(string what)
        {
            cancel.ThrowIfCancellationRequested();
            output.Notify($"Measuring {what} ...");
        }
    }

    private static BenchPlan Plan(ParseResult parsed)
    {
        string? path = parsed.GetValue(Path), like = parsed.GetValue(Like);
        if (path is not null && like is not null) throw new PureException("Both a model and --like are given. Give one of them.");
        BenchPlan plan = path is not null ? BenchPlans.Of(path) : BenchPlans.Like(like ?? "tiny");
        plan = plan with
        {
            Type = parsed.GetValue(Dtype) is { } type ? OptionName.Parse<ComputeType>(type, "--dtype") : plan.Type,
            Compute = plan.Compute with
            {
                Device = parsed.GetValue(Device) ?? plan.Compute.Device,
                Lanes = Positive(parsed.GetValue(LaneCount), "--lanes") ?? plan.Compute.Lanes,
                ThreadsPerLane = Positive(parsed.GetValue(Threads), "--threads") ?? plan.Compute.ThreadsPerLane,
            },
            Batches = parsed.GetValue(Batches) is { Length: > 0 } batches ? [.. batches.Select(b => Positive(b, "--batch")!.Value)] : plan.Batches,
            Seconds = parsed.GetValue(Seconds) ?? plan.Seconds,
            ByProcessorTime = parsed.GetValue(ByCpu),
        };
        ComputeDevice.Place(plan.Compute.Device, plan.Type);
        return plan;
    }

    private static int? Positive(int? value, string option) =>
        value is <= 0 ? throw new PureException($"{option} is {value}; it must be 1 or more.") : value;
}
