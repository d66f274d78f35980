using System.Text.Json;
using Pure.Cli.Demo.Report;

namespace Pure.Cli.Demo;

/// <summary>Reads what the runs of a demo measured from their files, so that a report can be made again at any time.</summary>
internal static class DemoCurves
{
    /// <summary>The curve of one run: the steps at which held-out problems were tried.</summary>
    public static SeedCurve Read(DemoFolders folders, string key, int seed) => new((ulong)seed,
    [
        .. File.ReadLines(Path.Combine(folders.Rl(key), "metrics.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Dictionary<string, double?>>(line)!)
            .Where(metrics => metrics.ContainsKey("eval/pass@1"))
            .Select(Point),
    ]);

    /// <summary>The responses that a run kept. A run that went on after a stop made some evaluations twice; the later one counts.</summary>
    public static IReadOnlyList<DemoSample> Samples(DemoFolders folders, string key) =>
    [
        .. File.ReadLines(folders.Samples(key))
            .Select(line => JsonSerializer.Deserialize<DemoSample>(line)!)
            .GroupBy(sample => (sample.Step, sample.Problem))
            .Select(group => group.Last()),
    ];

    /// <summary>What one line of metrics says of the held-out problems.</summary>
    public static CurvePoint Point(Dictionary<string, double?> metrics) => new((int)metrics["step"]!.Value)
    {
        Pass1 = metrics["eval/pass@1"],
        Greedy = metrics.GetValueOrDefault("eval/greedy"),
        FinishRate = metrics.GetValueOrDefault("eval/finished"),
        Restatements = metrics.GetValueOrDefault("eval/restatements"),
        StepsPerResponse = metrics.GetValueOrDefault("eval/steps_per_response"),
        MeanStepReward = metrics.GetValueOrDefault("eval/step_reward/mean"),
        Kl = metrics["step"] == 0 ? 0 : metrics.GetValueOrDefault("kl"),
        ResponseTokens = metrics.GetValueOrDefault("eval/mean_length"),
    };
}
