using System.Globalization;
using Pure.Cli.Console;
using Pure.Evaluation.Benchmarks;
using Pure.Evaluation.Statistics;

namespace Pure.Cli.Views;

/// <summary>An evaluation as tables: a row a metric, a column a benchmark, and the plain mean last, as papers print it.</summary>
internal static class EvaluationTable
{
    /// <summary>Metrics that say how responses were, not how good.</summary>
    private static readonly string[] Plain = ["finished", "no answer", "ungradable"];

    /// <summary>Prints a report.</summary>
    public static void Write(Output output, EvaluationReport report)
    {
        string[] metrics = [.. report.Benchmarks.SelectMany(b => b.Metrics.Select(m => m.Key)).Distinct(StringComparer.Ordinal)];
        bool several = report.Benchmarks.Count > 1;
        output.Table(
            $"{report.Settings.Policy} (percent, with 95% intervals)",
            ["", .. report.Benchmarks.Select(b => $"{b.Name} ({b.Problems})"), .. several ? ["Avg."] : Array.Empty<string>()],
            [.. metrics.Select(metric => (IReadOnlyList<string>)
            [
                metric,
                .. report.Benchmarks.Select(b => Cell(metric, Find(b.Metrics, metric))),
                .. several ? [Cell(metric, Find(report.Average, metric))] : Array.Empty<string>(),
            ])]);
        foreach (BenchmarkReport benchmark in report.Benchmarks.Where(b => b.UngradableGold > 0))
            output.Line($"{benchmark.Name}: {benchmark.UngradableGold} problems are left out, because their reference answer cannot be graded.");
    }

    /// <summary>Prints a comparison.</summary>
    public static void Write(Output output, EvaluationComparison comparison, string first, string second)
    {
        output.Table(
            $"A = {first}, B = {second}",
            ["", "both right", "only A", "only B", "both wrong", "McNemar p", "B - A (samples)"],
            [.. comparison.Benchmarks.Select(b => (IReadOnlyList<string>)
            [
                b.Name, Number(b.Test.BothRight), Number(b.Test.OnlyFirst), Number(b.Test.OnlySecond), Number(b.Test.BothWrong),
                b.Test.P < 0.0001 ? "< 0.0001" : b.Test.P.ToString("0.0000", CultureInfo.InvariantCulture), Cell("", b.SampledDifference),
            ])]);
        foreach (BenchmarkComparison benchmark in comparison.Benchmarks.Where(b => b.Name != "all" || comparison.Benchmarks.Count == 1))
        {
            output.Line($"{benchmark.Name} ({benchmark.Measure}): B gains {List(benchmark.Gained)}; loses {List(benchmark.Lost)}.");
        }

        if (comparison.OnlyInFirst + comparison.OnlyInSecond > 0)
            output.Line($"Not compared: {comparison.OnlyInFirst} problems that only A has and {comparison.OnlyInSecond} that only B has.");
    }

    private static string List(IReadOnlyList<string> ids) => ids.Count switch
    {
        0 => "none",
        <= 20 => string.Join(", ", ids),
        _ => $"{string.Join(", ", ids.Take(20))} and {ids.Count - 20} more (--json has all)",
    };

    private static Estimate? Find(IReadOnlyList<KeyValuePair<string, Estimate>> metrics, string name) => metrics.FirstOrDefault(m => m.Key == name).Value;

    private static string Cell(string metric, Estimate? value)
    {
        if (value is null) return "-";
        if (metric == "tokens") return value.Value.ToString("0", CultureInfo.InvariantCulture);
        if (Plain.Contains(metric)) return Percent(value.Value);
        return $"{Percent(value.Value)} ({Percent(value.Low)} to {Percent(value.High)})";
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
