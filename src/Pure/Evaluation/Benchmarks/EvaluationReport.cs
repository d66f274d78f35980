using System.Text.Json;
using Pure.Evaluation.Statistics;

namespace Pure.Evaluation.Benchmarks;

/// <summary>What an evaluation shows.</summary>
/// <param name="Settings">How it was made.</param>
/// <param name="Benchmarks">One report a benchmark.</param>
public sealed record EvaluationReport(EvaluationSettings Settings, IReadOnlyList<BenchmarkReport> Benchmarks)
{
    /// <summary>The unweighted mean over the benchmarks of each metric that all of them have, as in the paper's Table 1.</summary>
    public IReadOnlyList<KeyValuePair<string, Estimate>> Average =>
    [
        .. Benchmarks[0].Metrics.Select(metric => metric.Key)
            .Where(name => Benchmarks.All(b => b.Metrics.Any(m => m.Key == name)))
            .Select(name => KeyValuePair.Create(name, Estimate.Average([.. Benchmarks.Select(b => b.Metrics.First(m => m.Key == name).Value)]))),
    ];

    /// <summary>The report as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            Settings,
            Benchmarks = Benchmarks.Select(b => new { b.Name, b.Problems, b.UngradableGold, Metrics = Named(b.Metrics) }),
            Average = Named(Average),
        },
        EvaluationJson.Document);

    private static Dictionary<string, Estimate> Named(IReadOnlyList<KeyValuePair<string, Estimate>> metrics) => metrics.ToDictionary(StringComparer.Ordinal);
}
