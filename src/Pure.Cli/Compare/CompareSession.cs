// One `pure compare` on the embedded task: for every seed the start policy, then each system's stages and RL, one after the other; then
// tables and report. What is finished is not made again, so running it again continues, and adding a system runs that one alone.
using System.Diagnostics;
using System.Globalization;
using Pure.Cli.Console;
using Pure.Cli.Demo;
using Pure.Runs;

namespace Pure.Cli.Compare;

/// <summary>Runs the systems and compares them.</summary>
internal sealed class CompareSession(DemoPlan plan, string folder, Output output, CancellationToken cancel)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Runs, continues or only reports.</summary>
    /// <param name="systems">What is compared.</param>
    /// <param name="seeds">Each with its own start policy, data and reward models.</param>
    public void Run(IReadOnlyList<ComparedSystem> systems, int[] seeds)
    {
        DemoMark.Check(folder, plan);
        var comparison = new Comparison();
        var judgements = new List<Judgement>();
        using (ProgressDisplay progress = output.Progress())
        {
            foreach (int seed in seeds) RunSeed(seed, systems, comparison, judgements, progress);
        }

        CompareReport.Write(folder, Introduction(seeds), comparison, judgements, output);
        output.Line($"{_clock.Elapsed.TotalMinutes.ToString("0.0", CultureInfo.InvariantCulture)} minutes in this call.");
    }

    private void RunSeed(int seed, IReadOnlyList<ComparedSystem> systems, Comparison comparison, List<Judgement> judgements, ProgressDisplay progress)
    {
        string prefix = $"seed {seed} ";
        var task = new EmbeddedTask(plan, Path.Combine(folder, $"seed-{seed}"), seed, p => progress.Report(p with { Phase = prefix + p.Phase }), cancel);
        task.Prepare();
        using var judge = new RewardModelJudge(task);
        var judged = new HashSet<string>(StringComparer.Ordinal);
        foreach (ComparedSystem system in systems)
        {
            prefix = $"seed {seed} {system.ShortName}: ";
            if (system.Judged is { } model && judged.Add(model.Key)) judgements.Add(judge.Judge(model));
            string? stopped = Train(task, system);
            comparison.Add(new ComparedRun(system.Key, system.ShortName, system.Name, system.Supervision), task.Figures(system) with { Stopped = stopped }, system.Costs(task));
        }
    }

    /// <summary>RL with one system. A run that a guard stops, or whose numbers are no longer finite, is a result like another: it is reported as far as it came.</summary>
    /// <returns>Why it did not reach its last step; null where it did.</returns>
    private string? Train(EmbeddedTask task, ComparedSystem system)
    {
        try
        {
            task.Train(system);
            return null;
        }
        catch (Exception e) when (e is GuardException or RunFailedException && task.HasFigures(system))
        {
            output.Notify($"{system.Name}, seed {task.Seed}, stopped: {e.Message}");
            return e.Message;
        }
    }

    private string Introduction(int[] seeds) =>
        $"Chain arithmetic of {plan.Task.Operations} operations modulo {plan.Task.Modulus}. Every system goes on from the same imitated policy with the same problems, seeds, learning rate, KL coefficient and number of steps; only what rewards a response, and how that becomes an update, differs. {(seeds.Length > 1 ? $"Means over {seeds.Length} seeds, each with its own start policy and reward models; ranges are over seeds." : "One seed.")}";
}
