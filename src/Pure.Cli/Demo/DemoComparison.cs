// What a demo's curves say, in numbers: how many steps each variant needs to reach VR's accuracies, who collapses, who ends
// where. Sentences are chosen by the numbers, so that a claim that does not show is said not to show.
using System.Globalization;
using Pure.Cli.Demo.Report;
using Pure.Evaluation.Statistics;

namespace Pure.Cli.Demo;

/// <summary>Compares the variants of one demo.</summary>
/// <param name="Variants">Curves by variant, one a seed, in the order of the seeds.</param>
/// <param name="HeldOut">Number of held-out problems behind each accuracy.</param>
internal sealed record DemoComparison(IReadOnlyDictionary<DemoVariant, IReadOnlyList<SeedCurve>> Variants, int HeldOut)
{
    private static readonly double[] Shares = [0.25, 0.5, 0.75, 0.95];

    private static DemoVariant Min => DemoVariant.All[0];

    private static DemoVariant Sum => DemoVariant.All[1];

    private static DemoVariant Vr => DemoVariant.All[2];

    private static DemoVariant Mix => DemoVariant.All[3];

    /// <summary>pass@1 at a step, a mean over the seeds.</summary>
    private double? Pass1(DemoVariant variant, int step)
    {
        double?[] values = [.. Variants[variant].Select(curve => curve.Points.FirstOrDefault(p => p.Step == step)?.Pass1)];
        return values.All(v => v is not null) && values.Length > 0 ? values.Average() : null;
    }

    /// <summary>pass@1 of every variant at every evaluated step.</summary>
    private ReportTable AccuracyTable()
    {
        int[] steps = [.. Variants[Min][0].Points.Select(p => p.Step)];
        return new ReportTable(
            "pass@1 by RL step",
            "Share of held-out problems solved by one sampled response at temperature 1" + SeedNote() + ".",
            ["", .. steps.Select(s => s.ToString(CultureInfo.InvariantCulture))],
            [.. Variants.Keys.Select(v => (IReadOnlyList<string>)[v.Name, .. steps.Select(s => Show(Pass1(v, s), "0.000"))])]);
    }

    /// <summary>Steps each variant needs to reach accuracies that VR reaches, with the ratio to VR's.</summary>
    private ReportTable StepsTable()
    {
        DemoVariant[] others = [Min, Mix];
        return new ReportTable(
            "Steps to reach VR's accuracies",
            "The levels lie 25, 50, 75 and 95% of the way from the start to VR's best. Steps are interpolated between evaluations; in brackets, the share of VR's steps" + SeedNote() + ".",
            ["pass@1", Vr.ShortName, .. others.Select(v => v.ShortName)],
            [.. Levels().Select(levels =>
            {
                double?[] vr = StepsOf(Vr, levels);
                return (IReadOnlyList<string>)
                [
                    Show(levels.Average(), "0.00"),
                    Show(Mean(vr), "0"),
                    .. others.Select(v => WithRatio(StepsOf(v, levels), vr)),
                ];
            })]);
    }

    /// <summary>Where each variant ends.</summary>
    private ReportTable FinalTable() => new(
        "At the last step",
        "Greedy: the most likely response. Steps, restatements, finish rate and PRM score are those of the sampled held-out responses; KL is that of the last training batch, in nats a token.",
        ["", "pass@1", "95% interval", "greedy", "steps", "restatements", "finished", "PRM score", "KL"],
        [.. Variants.Select(v => (IReadOnlyList<string>)
        [
            v.Key.Name,
            Last(v.Value, p => p.Pass1, "0.000"), Interval(v.Value), Last(v.Value, p => p.Greedy, "0.000"), Last(v.Value, p => p.StepsPerResponse, "0.0"),
            Last(v.Value, p => p.Restatements, "0.0"), Last(v.Value, p => p.FinishRate, "0.000"), Last(v.Value, p => p.MeanStepReward, "0.00"),
            Last(v.Value, p => p.Kl, "0.000"),
        ])]);

    /// <summary>All tables.</summary>
    public IReadOnlyList<ReportTable> Tables() => [AccuracyTable(), StepsTable(), FinalTable()];

    /// <summary>Three sentences, chosen by the numbers.</summary>
    public IReadOnlyList<string> Findings() => [SumFinding(), SpeedFinding(), MixFinding()];

    private string SumFinding()
    {
        double min = Final(Min), sum = Final(Sum);
        double before = Mean(Variants[Sum].Select(c => c.Points[0].Restatements)) ?? 0, after = Mean(Variants[Sum].Select(c => c.Points[^1].Restatements)) ?? 0;
        double prm = Mean(Variants[Sum].Select(c => c.Points[^1].MeanStepReward)) ?? 0;
        int collapsed = Variants[Sum].Zip(Variants[Min]).Count(x => x.First.Points[^1].Pass1 < 0.5 * x.Second.Points[^1].Pass1);
        string count = $"{collapsed} of {Variants[Sum].Count} seed{(Variants[Sum].Count == 1 ? "" : "s")}";
        return collapsed > 0
            ? $"With the sum of step rewards the policy collapses in {count}: it ends at {sum:0.000} pass@1 where the min-form ends at {min:0.000}. It has found that a correct but useless step is paid like any other, and writes {after:0.0} restatements a response instead of {before:0.0}, while the reward model still scores its steps {prm:0.00} on average: reward hacking, as the paper says."
            : $"The paper's collapse of the sum-form does not show here within these steps: it ends at {sum:0.000} pass@1, the min-form at {min:0.000}, with {after:0.0} restatements a response against {before:0.0} at the start.";
    }

    private string SpeedFinding()
    {
        double[] ratios = [.. Levels().Select(levels => Ratio(StepsOf(Min, levels), StepsOf(Vr, levels))).OfType<double>()];
        double final = Final(Min), vr = Final(Vr);
        string end = $"at the last step the min-form stands at {final:0.000} and VR at {vr:0.000}";
        if (ratios.Length == 0) return $"The min-form does not reach VR's accuracies in these steps; {end}.";
        string range = ratios.Min() == ratios.Max() ? $"{ratios.Min():0%}" : $"{ratios.Min():0%} to {ratios.Max():0%}";
        return ratios.Max() < 1
            ? $"With the min-form the policy reaches VR's accuracies in {range} of VR's steps, from step rewards alone, without a single reference answer; {end}. The paper reports about 30% for a 7B model."
            : $"The min-form needs {range} of VR's steps to reach VR's accuracies, so the paper's speed-up (about 30% of the steps at 7B) does not show at every level here; {end}.";
    }

    private string MixFinding()
    {
        double mix = Final(Mix), vr = Final(Vr), min = Final(Min);
        string numbers = $"PRM min with 10% verifiable rewards ends at {mix:0.000}, PRM min alone at {min:0.000}, VR alone at {vr:0.000}";
        double noise = 2 * StandardErrorOfDifference();
        string caveat = $"With these held-out problems a difference below about {noise:0.000} is noise.";
        return (mix >= Math.Max(min, vr), mix - Math.Max(min, vr) > noise) switch
        {
            (true, true) => $"{numbers}: the mixture is best, as in the paper. {caveat}",
            (true, false) => $"{numbers}: the mixture ends highest, as in the paper, but not by more than noise. {caveat}",
            _ => $"{numbers}: that the mixture is best, as in the paper, does not show here. {caveat}",
        };
    }

    /// <summary>Of the mean over seeds of the last pass@1: Wilson's for one seed.</summary>
    private string Interval(IReadOnlyList<SeedCurve> curves)
    {
        if (curves.Any(c => c.Points[^1].Pass1 is null)) return "–";
        Estimate[] each = [.. curves.Select(c => Estimate.Share((int)Math.Round(c.Points[^1].Pass1!.Value * HeldOut), HeldOut))];
        Estimate mean = each.Length == 1 ? each[0] : Estimate.Average(each);
        return $"{Show(mean.Low, "0.000")} to {Show(mean.High, "0.000")}";
    }

    /// <summary>Of the difference of two accuracies, at most: binomial, the two taken as independent.</summary>
    private double StandardErrorOfDifference() => Math.Sqrt(2 * 0.25 / HeldOut / Variants[Min].Count);

    private double Final(DemoVariant variant) => Mean(Variants[variant].Select(c => c.Points[^1].Pass1)) ?? double.NaN;

    /// <summary>For each share of the way to VR's best: the level of each seed.</summary>
    private IEnumerable<double[]> Levels() => Shares.Select(share => Variants[Vr].Select(curve =>
    {
        double start = curve.Points[0].Pass1 ?? 0, best = curve.Points.Max(p => p.Pass1) ?? 0;
        return start + (share * (best - start));
    }).ToArray());

    private double?[] StepsOf(DemoVariant variant, double[] levels) =>
        [.. Variants[variant].Zip(levels, (curve, level) => CurveStatistics.StepsToReach(curve.Points, p => p.Pass1, level))];

    private static double? Ratio(double?[] steps, double?[] vr) =>
        steps.All(s => s is not null) && vr.All(s => s > 0) ? steps.Zip(vr, (s, v) => s!.Value / v!.Value).Average() : null;

    private static string WithRatio(double?[] steps, double?[] vr) =>
        Ratio(steps, vr) is { } ratio ? $"{Show(Mean(steps), "0")} ({ratio.ToString("0%", CultureInfo.InvariantCulture)})" : "not in every seed";

    private string SeedNote() => Variants[Min].Count > 1 ? $"; mean of {Variants[Min].Count} seeds" : "";

    private static string Last(IReadOnlyList<SeedCurve> curves, Func<CurvePoint, double?> quantity, string format) =>
        Show(Mean(curves.Select(c => quantity(c.Points[^1]))), format);

    private static double? Mean(IEnumerable<double?> values)
    {
        double?[] all = [.. values];
        return all.Length > 0 && all.All(v => v is not null) ? all.Average() : null;
    }

    private static string Show(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
