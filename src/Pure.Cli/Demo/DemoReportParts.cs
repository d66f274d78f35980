using System.Globalization;
using System.Text.Json;
using Pure.Cli.Demo.Report;
using Pure.Models;

namespace Pure.Cli.Demo;

/// <summary>The parts of the report that are read from the runs' files.</summary>
internal static class DemoReportParts
{
    /// <summary>Held-out responses of every variant before training, in the middle and at the end.</summary>
    public static IReadOnlyList<ReportSample> Samples(DemoFolders folders)
    {
        var samples = new List<ReportSample>();
        for (int v = 0; v < DemoVariant.All.Count; v++)
        {
            IReadOnlyList<DemoSample> kept = DemoCurves.Samples(folders, DemoVariant.All[v].Key);
            int[] steps = [.. kept.Select(s => s.Step).Distinct().Order()];
            int[] shown = v == 0 ? [steps[0], steps[^1]] : [steps[^1]];  // the start is the same for all
            samples.AddRange(kept.Where(s => shown.Contains(s.Step)).Select(s => ToReport(v, s)));
        }

        return samples;
    }

    /// <summary>How well each seed's reward model tells right steps from wrong ones.</summary>
    public static ReportTable RewardModel(int[] seeds, Func<int, DemoFolders> folders)
    {
        string[] names = ["validation/accuracy", "validation/accuracy_good", "validation/accuracy_bad", "validation/auc", "validation/first_error_f1"];
        return new ReportTable(
            "The process reward model",
            "On held-out responses of the start policy, labelled by the exact checker up to the first error. First-error F1 is ProcessBench's measure: the harmonic mean of finding the first wrong step, and of finding none where there is none.",
            ["seed", "step accuracy", "right steps accepted", "wrong steps refused", "AUC", "first-error F1"],
            [.. seeds.Select(seed =>
            {
                Dictionary<string, double?> last = File.ReadLines(Path.Combine(folders(seed).Reward, "metrics.jsonl"))
                    .Select(line => JsonSerializer.Deserialize<Dictionary<string, double?>>(line)!)
                    .Last(metrics => metrics.ContainsKey(names[0]));
                return (IReadOnlyList<string>)[seed.ToString(CultureInfo.InvariantCulture), .. names.Select(n => last[n]?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "–")];
            })]);
    }

    /// <summary>The reward models on ProcessBench's question, and as guides of the start policy.</summary>
    public static IReadOnlyList<ReportTable> Judgement(int[] seeds, Func<int, DemoFolders> folders)
    {
        DemoJudgement[] all = [.. seeds.Select(seed => DemoJudgement.Read(folders(seed)))];
        string Percent(double? share) => share is { } value ? (100 * value).ToString("0.0", CultureInfo.InvariantCulture) : "–";
        double Mean(Func<DemoSearchPoint, double> quantity, int point) => all.Average(j => quantity(j.Search[point]));
        return
        [
            new ReportTable(
                "The reward model on a ProcessBench of this task (percent)",
                "Finished held-out responses of the start policy, with the first wrong step as the exact checker sees it. Error: that step was named exactly. Correct: no step was called wrong where none is. F1 is their harmonic mean.",
                ["seed", "solutions", "error", "correct", "F1"],
                [.. seeds.Select((seed, i) => (IReadOnlyList<string>)[seed.ToString(CultureInfo.InvariantCulture), all[i].Solutions.ToString(CultureInfo.InvariantCulture), Percent(all[i].ErrorAccuracy), Percent(all[i].CorrectAccuracy), Percent(all[i].F1)])]),
            new ReportTable(
                "The start policy, with the reward model choosing (percent)",
                $"128 held-out problems{(seeds.Length > 1 ? $", means of {seeds.Length} seeds" : "")}; a response's score is that of its worst step. Nothing is trained: the policy samples more, and the reward model chooses. Any right: what a perfect choice would reach; pass@n is its unbiased estimate from all independent samples. Answers are compared by the grader.",
                ["method", "n", "best score", "weighted vote", "majority", "any right", "pass@n", "tokens a problem"],
                [.. all[0].Search.Select((point, i) => (IReadOnlyList<string>)
                [
                    point.Method, point.N.ToString(CultureInfo.InvariantCulture), Percent(Mean(p => p.Best, i)), Percent(Mean(p => p.Weighted, i)), Percent(Mean(p => p.Majority, i)), Percent(Mean(p => p.Any, i)),
                    Percent(point.PassAt is null ? null : Mean(p => p.PassAt ?? 0, i)), Mean(p => p.Tokens, i).ToString("0", CultureInfo.InvariantCulture),
                ])]),
        ];
    }

    /// <summary>How the figures were made.</summary>
    public static IReadOnlyList<ReportFact> Settings(DemoPlan plan, DemoFolders folders, int[] seeds) =>
    [
        new("Task", $"{plan.Task.Operations} operations modulo {plan.Task.Modulus}; {plan.HeldOut} held-out problems, the same for every seed"),
        new("Policy", $"Qwen2 architecture, {DemoData.Shape.Layers} layers, width {DemoData.Shape.HiddenSize}, {DemoData.Shape.Heads} query and {DemoData.Shape.KeyValueHeads} key-value heads, {Weights():N0} weights"),
        new("Reward model", "the imitated policy with one more layer and a two-class head"),
        new("Imitation", $"{plan.SftSteps} updates of {plan.SftBatch} demonstrations"),
        new("Reward training", $"{plan.BalancedSteps} updates of {plan.BalancedBatch} made-up solutions with balanced errors; then {plan.RewardRollouts} rollouts labelled up to the first error, with {plan.RewardMixed} made-up ones"),
        new("RL", $"{plan.RlSteps} steps of {plan.RlPrompts} problems with {plan.RlGroup} responses each; learning rate 3e-4, KL 0.1 (k3, in the loss), on-policy"),
        new("Seeds", string.Join(", ", seeds)),
        new("Configurations", $"every run's, in {Path.GetDirectoryName(folders.ConfigFile("x"))}; each can be run by hand with pure sft, pure reward, pure rl"),
    ];

    private static ReportSample ToReport(int variant, DemoSample sample)
    {
        string verdict = !sample.Finished ? "cut at the length limit"
            : sample.Stated is int stated ? (sample.Passed ? $"answered {stated}, which is right" : $"answered {stated}; the answer is {sample.Answer}")
            : "gave no answer";
        return new ReportSample(variant, sample.Step, sample.Prompt, verdict, sample.Passed, [.. sample.Steps.Select(s => new SampleStep(s.Text, s.Reward, s.Error))]);
    }

    private static long Weights() => WeightInitializer.Shapes(DemoData.Shape).Sum(s => s.Value.Aggregate(1L, (product, size) => product * size));
}
