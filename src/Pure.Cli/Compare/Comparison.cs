// The numbers of a comparison: accuracy against steps and against tokens, where each run ends and what its responses look like then, and
// what it cost. Every number is a mean over the seeds, with the range where there are several.
using System.Globalization;
using Pure.Cli.Demo.Report;

namespace Pure.Cli.Compare;

/// <summary>Collects the figures of runs and lays them out.</summary>
internal sealed class Comparison
{
    private readonly List<(ComparedRun Run, List<RunFigures> Seeds, List<IReadOnlyList<StageCost>> Costs)> _runs = [];

    /// <summary>What is compared, in the order in which it was added.</summary>
    public IReadOnlyList<ComparedRun> Runs => [.. _runs.Select(r => r.Run)];

    /// <summary>Adds the run of one seed.</summary>
    public void Add(ComparedRun run, RunFigures figures, IReadOnlyList<StageCost> costs)
    {
        if (_runs.FindIndex(r => r.Run == run) is var at and >= 0)
        {
            _runs[at].Seeds.Add(figures);
            _runs[at].Costs.Add(costs);
        }
        else
        {
            _runs.Add((run, [figures], [costs]));
        }
    }

    /// <summary>A run with its curves, for plots.</summary>
    public ReportVariant Variant(ComparedRun run) => new(run.ShortName, run.Name, [.. Seeds(run).Select(figures => figures.Curve)]);

    /// <summary>Accuracy and the shape of responses.</summary>
    public IReadOnlyList<ReportTable> Tables() => [StepTable(), TokenTable(), FinalTable(), .. StoppedTable()];

    /// <summary>Every run of every seed, for programs.</summary>
    public IReadOnlyList<object> Figures() => [.. _runs.Select(r => new
    {
        r.Run.Key, r.Run.Name, r.Run.Supervision,
        seeds = r.Seeds.Select((figures, i) => new
        {
            figures.Curve.Seed, evaluations = figures.Curve.Points, figures.Tokens, figures.Seconds, figures.SecondsPerStep, figures.AllStepsRight, figures.Stopped,
            stages = r.Costs[i],
        }),
    })];

    /// <summary>What each run cost.</summary>
    public IReadOnlyList<ReportTable> CostTables() => [LabelTable(), TimeTable()];

    private IReadOnlyList<RunFigures> Seeds(ComparedRun run) => _runs.First(r => r.Run == run).Seeds;

    private ReportTable StepTable()
    {
        int[] steps = [.. _runs[0].Seeds[0].Curve.Points.Select(p => p.Step)];
        return new ReportTable("pass@1 by RL step", "Share of held-out problems solved by one response sampled at temperature 1.",
            ["", .. steps.Select(s => s.ToString(CultureInfo.InvariantCulture))],
            [.. _runs.Select(r => (IReadOnlyList<string>)[r.Run.Name, .. steps.Select(step => Mean(r.Seeds, f => f.Curve.Points.FirstOrDefault(p => p.Step == step)?.Pass1, "0.000"))])]);
    }

    /// <summary>At equal numbers of tokens in RL batches, prompts and responses: the fair measure where a system makes responses longer.</summary>
    private ReportTable TokenTable()
    {
        double least = _runs.SelectMany(r => r.Seeds).Where(f => f.Stopped is null).Select(f => f.AllTokens).DefaultIfEmpty(0).Min();
        double[] budgets = [.. new[] { 0.25, 0.5, 0.75, 1 }.Select(share => share * least)];
        return new ReportTable("pass@1 by tokens", "After equal numbers of tokens in RL batches (thousands), linear between evaluations; the last column is where the run with the fewest tokens ends, of those that reached the last step.",
            ["", .. budgets.Select(b => (b / 1000).ToString("0", CultureInfo.InvariantCulture))],
            [.. _runs.Select(r => (IReadOnlyList<string>)[r.Run.Name, .. budgets.Select(b => Mean(r.Seeds, f => f.Pass1AtTokens(b), "0.000"))])]);
    }

    private ReportTable FinalTable() => new("At the last step",
        "pass@1 with its range over seeds; greedy: the likeliest response. All right: responses without one wrong step, by an exact checker. PRM score: the mean reward of a step as the common process reward model sees it; high scores beside low accuracy are reward hacking. KL in nats a token.",
        ["", "pass@1", "range", "greedy", "all right", "steps", "restatements", "finished", "PRM score", "KL"],
        [.. _runs.Select(r => (IReadOnlyList<string>)
        [
            r.Run.Name,
            Mean(r.Seeds, f => f.Curve.Points[^1].Pass1, "0.000"), Range(r.Seeds, f => f.Curve.Points[^1].Pass1),
            Mean(r.Seeds, f => f.Curve.Points[^1].Greedy, "0.000"), Mean(r.Seeds, f => f.AllStepsRight, "0.000"),
            Mean(r.Seeds, f => f.Curve.Points[^1].StepsPerResponse, "0.0"), Mean(r.Seeds, f => f.Curve.Points[^1].Restatements, "0.0"),
            Mean(r.Seeds, f => f.Curve.Points[^1].FinishRate, "0.000"), Mean(r.Seeds, f => f.Curve.Points[^1].MeanStepReward, "0.00"),
            Mean(r.Seeds, f => f.Curve.Points[^1].Kl, "0.000"),
        ])]);

    private IEnumerable<ReportTable> StoppedTable()
    {
        IReadOnlyList<string>[] rows = [.. _runs.SelectMany(r => r.Seeds.Where(f => f.Stopped is not null)
            .Select(f => (IReadOnlyList<string>)[r.Run.Name, f.Curve.Seed.ToString(CultureInfo.InvariantCulture), f.Curve.Points[^1].Step.ToString(CultureInfo.InvariantCulture), f.Stopped!]))];
        return rows.Length == 0 ? [] : [new ReportTable("Stopped before the last step", "Their last figures are those of the last evaluation.", ["", "seed", "evaluated at", "why"], rows)];
    }

    private ReportTable LabelTable() => new("What each is told, and what its reward model cost",
        "Tokens in thousands. Sampled: for labels or training data, before RL. Systems that share a reward model each count it.",
        ["", "supervision", "labels before RL", "sampled", "trained on", "seconds"],
        [.. _runs.Select(r =>
        {
            StageCost[][] costs = [.. r.Costs.Select(c => c.ToArray())];
            return (IReadOnlyList<string>)
            [
                r.Run.Name, r.Run.Supervision,
                costs[0].Length == 0 ? "none" : string.Join("; ", costs[0].Select(c => c.Labels).Where(l => l.Length > 0).Distinct(StringComparer.Ordinal)),
                Thousands(costs.Average(c => c.Sum(s => (double)s.SampledTokens))), Thousands(costs.Average(c => c.Sum(s => (double)s.TrainedTokens))),
                costs.Average(c => c.Sum(s => s.Seconds)).ToString("0", CultureInfo.InvariantCulture),
            ];
        })]);

    private ReportTable TimeTable()
    {
        double first = SecondsPerToken(_runs[0].Seeds);
        return new ReportTable("What RL cost", $"Step: the median. Against the first row ({_runs[0].Run.Name}): wall time for each token of an RL batch, which is the fair measure where responses differ in length. Wall times of a shared machine; directions rather than figures.",
            ["", "thousand tokens", "seconds", "seconds a step", "time a token"],
            [.. _runs.Select(r => (IReadOnlyList<string>)
            [
                r.Run.Name, Thousands(r.Seeds.Average(f => f.AllTokens)), Mean(r.Seeds, f => f.Seconds, "0"), Mean(r.Seeds, f => f.SecondsPerStep, "0.00"),
                (SecondsPerToken(r.Seeds) / first).ToString("0.00", CultureInfo.InvariantCulture) + "x",
            ])]);
    }

    private static double SecondsPerToken(IReadOnlyList<RunFigures> seeds) => seeds.Average(f => f.Seconds) / seeds.Average(f => f.AllTokens);

    private static string Thousands(double tokens) => (tokens / 1000).ToString("N0", CultureInfo.InvariantCulture);

    private static string Mean(IReadOnlyList<RunFigures> seeds, Func<RunFigures, double?> quantity, string format)
    {
        double?[] values = [.. seeds.Select(quantity)];
        return values.All(v => v is { } value && double.IsFinite(value)) ? values.Average()!.Value.ToString(format, CultureInfo.InvariantCulture) : "–";
    }

    private static string Range(IReadOnlyList<RunFigures> seeds, Func<RunFigures, double?> quantity)
    {
        double[] values = [.. seeds.Select(quantity).OfType<double>()];
        return values.Length < 2 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{values.Min():0.000} to {values.Max():0.000}");
    }
}
