// One `pure demo` from beginning to end: every seed and variant, then the tables, the sentences and the report. The folder
// remembers the sizes it was made with, so that a demo is never continued with others.
using System.Diagnostics;
using System.Globalization;
using Pure.Cli.Console;
using Pure.Cli.Demo.Report;
using Pure.Data.Chain;
using Pure.Runs;

namespace Pure.Cli.Demo;

/// <summary>Runs the demo and says what it shows.</summary>
internal sealed class DemoSession(DemoPlan plan, string folder, Output output, CancellationToken cancel)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Runs, continues or only reports: what is finished is not made again.</summary>
    public void Run(int firstSeed, int seeds, bool why)
    {
        DemoMark.Check(folder, plan);
        int[] all = [.. Enumerable.Range(firstSeed, seeds)];
        output.Line($"The task: {plan.Task.Operations} operations modulo {plan.Task.Modulus}, as in '{plan.Task.Generate(1).Prompt.TrimEnd()}'. Everything is written to '{folder}'.");
        using (ProgressDisplay progress = output.Progress())
        {
            foreach (int seed in all) RunSeed(seed, plan, SeedFolder(seed), DemoVariant.All, progress);
            if (why) RunSeed(firstSeed, WithoutOptionalSteps, WhyFolder(firstSeed), DemoVariant.Why, progress);
        }

        var comparison = new DemoComparison(Curves(all, SeedFolder, DemoVariant.All), plan.HeldOut);
        IReadOnlyList<ReportTable> judgement = DemoReportParts.Judgement(all, seed => new DemoFolders(SeedFolder(seed)));
        foreach (ReportTable table in comparison.Tables().Concat(judgement)) output.Table(table.Title, table.Columns, table.Rows);
        output.Line();
        foreach (string finding in comparison.Findings()) output.Line("* " + finding + "\n");
        string report = Path.Combine(folder, "report.html");
        ReportPage.Write(Report(comparison, all, why), report);
        output.Line($"The report is in '{report}'. ({_clock.Elapsed.TotalMinutes.ToString("0.0", CultureInfo.InvariantCulture)} minutes in this call.)");
    }

    /// <summary>The same plan with demonstrations that never restate: nothing is left that a sum could collect.</summary>
    private DemoPlan WithoutOptionalSteps => plan with { Demonstrator = plan.Demonstrator with { Restate = 0 } };

    private void RunSeed(int seed, DemoPlan sizes, string path, IReadOnlyList<DemoVariant> variants, ProgressDisplay progress)
    {
        string prefix = $"seed {seed} ";
        var runner = new DemoRunner(sizes, path, seed, p => progress.Report(p with { Phase = prefix + p.Phase }), cancel);
        runner.Prepare();
        runner.Judge(seed);
        foreach (DemoVariant variant in variants)
        {
            prefix = $"seed {seed} {variant.ShortName}: ";
            runner.Train(variant);
        }
    }

    private DemoReport Report(DemoComparison comparison, int[] seeds, bool why)
    {
        var folders = new DemoFolders(SeedFolder(seeds[0]));
        return new DemoReport(
            "PURE on two CPU cores",
            $"A language model of 0.3 million parameters learns chain arithmetic from an imperfect demonstrator. A process reward model learns to judge its steps. Then RL goes on from the same start with four ways to reward it; prompts, seeds and hyper-parameters are the same, only the reward or the credit assignment differs. {(seeds.Length > 1 ? $"Lines are means over {seeds.Length} seeds, each with its own start policy and reward model; bands show the spread." : "One seed.")}",
            comparison.Findings(),
            [.. DemoVariant.All.Select(v => new ReportVariant(v.ShortName, v.Name, comparison.Variants[v]))])
        {
            Tables = comparison.Tables(),
            Samples = DemoReportParts.Samples(folders),
            RewardModel = [DemoReportParts.RewardModel(seeds, seed => new DemoFolders(SeedFolder(seed))), .. DemoReportParts.Judgement(seeds, seed => new DemoFolders(SeedFolder(seed)))],
            Why = why ? WhyPanel(seeds[0]) : null,
            Settings = DemoReportParts.Settings(plan, folders, seeds),
        };
    }

    private ReportPanel WhyPanel(int seed)
    {
        var curves = Curves([seed], WhyFolder, DemoVariant.Why);
        double Last(int variant) => curves[DemoVariant.Why[variant]][0].Points[^1].Pass1 ?? double.NaN;
        return new ReportPanel(
            "Why the sum collapses",
            $"The same task, but the demonstrator never restates, so the policy has no step to add that is safe and pays. Every response then has about the same number of steps, and a sum of step rewards no longer pays for length. Here min ends at {Last(0):0.000} pass@1 and sum at {Last(1):0.000}. The collapse needs a policy that can emit extra steps which are right and useless; a real language model can.",
            [.. DemoVariant.Why.Select(v => new ReportVariant(v.ShortName, v.Name, curves[v]))]);
    }

    private static Dictionary<DemoVariant, IReadOnlyList<SeedCurve>> Curves(int[] seeds, Func<int, string> folderOf, IReadOnlyList<DemoVariant> variants) =>
        variants.ToDictionary(v => v, v => (IReadOnlyList<SeedCurve>)[.. seeds.Select(seed => DemoCurves.Read(new DemoFolders(folderOf(seed)), v.Key, seed))]);

    private string SeedFolder(int seed) => Path.Combine(folder, $"seed-{seed}");

    private string WhyFolder(int seed) => Path.Combine(folder, $"why-seed-{seed}");
}
