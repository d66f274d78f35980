// What a finished RL run measured, read from its metrics.jsonl, so that a comparison can be reported again at any time and by any program.
using System.Text.Json;
using Pure.Cli.Demo;
using Pure.Cli.Demo.Report;

namespace Pure.Cli.Compare;

/// <summary>The figures of one run.</summary>
/// <param name="Curve">Evaluations by step.</param>
/// <param name="Tokens">For each evaluation, the tokens of all RL batches before it.</param>
/// <param name="Seconds">Wall time of all steps, evaluations left out.</param>
/// <param name="SecondsPerStep">Median wall time of a step.</param>
/// <param name="AllStepsRight">Share of held-out responses without a wrong step at the end, where the task can tell.</param>
/// <param name="Metrics">The last line of the file.</param>
internal sealed record RunFigures(SeedCurve Curve, IReadOnlyList<double> Tokens, double Seconds, double SecondsPerStep, double? AllStepsRight, IReadOnlyDictionary<string, double?> Metrics)
{
    /// <summary>Reads a run.</summary>
    public static RunFigures Read(string metricsPath, int seed)
    {
        Dictionary<string, double?>[] lines = [.. File.ReadLines(metricsPath).Select(line => JsonSerializer.Deserialize<Dictionary<string, double?>>(line)!)];
        var points = new List<CurvePoint>();
        var tokens = new List<double>();
        double total = 0;
        foreach (Dictionary<string, double?> line in lines)
        {
            total += line.GetValueOrDefault("num_tokens") ?? 0;
            if (!line.ContainsKey("eval/pass@1")) continue;
            points.Add(DemoCurves.Point(line));
            tokens.Add(total);
        }

        double[] seconds = [.. lines.Select(line => line.GetValueOrDefault("step_time")).OfType<double>().Order()];
        return new RunFigures(new SeedCurve((ulong)seed, points), tokens, seconds.Sum(), seconds.Length > 0 ? seconds[seconds.Length / 2] : double.NaN,
            lines[^1].GetValueOrDefault("eval/all_steps_right"), lines[^1]);
    }

    /// <summary>Why the run stopped before its last step; null where it did not.</summary>
    public string? Stopped { get; init; }

    /// <summary>Tokens of all steps.</summary>
    public double AllTokens => Tokens.Count > 0 ? Tokens[^1] : 0;

    /// <summary>pass@1 after a number of tokens, linear between evaluations; <see langword="null"/> beyond the run's end.</summary>
    public double? Pass1AtTokens(double budget)
    {
        for (int i = 0; i < Tokens.Count; i++)
        {
            if (Tokens[i] < budget || Curve.Points[i].Pass1 is not { } here) continue;
            if (i == 0 || Tokens[i] == budget || Curve.Points[i - 1].Pass1 is not { } before) return here;
            return before + ((here - before) * (budget - Tokens[i - 1]) / (Tokens[i] - Tokens[i - 1]));
        }

        return null;
    }

    /// <summary>The tokens and wall time of a training run that is not RL.</summary>
    public static (long Tokens, double Seconds) Training(string metricsPath)
    {
        Dictionary<string, double?>[] lines = [.. File.ReadLines(metricsPath).Select(line => JsonSerializer.Deserialize<Dictionary<string, double?>>(line)!)];
        return ((long)lines.Sum(line => line.GetValueOrDefault("num_tokens") ?? 0), lines.Sum(line => line.GetValueOrDefault("step_time") ?? 0));
    }
}
