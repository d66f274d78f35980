namespace Pure.Training.Signals;

/// <summary>The metrics of a run so far, with the averages that detectors compare. A metric that no step has is <see langword="null"/>.</summary>
internal sealed class MetricHistory(IReadOnlyList<IReadOnlyDictionary<string, double>> steps, int window)
{
    /// <summary>Value at the last step, if that step has it.</summary>
    public double? Last(string name) => steps.Count > 0 && steps[^1].TryGetValue(name, out double value) ? value : null;

    /// <summary>Mean over the first steps that have it.</summary>
    public double? Early(string name) => Mean([.. Values(name).Take(window)]);

    /// <summary>Mean over the last steps that have it.</summary>
    public double? Late(string name) => Mean([.. Values(name).TakeLast(window)]);

    /// <summary>Late over early; <see langword="null"/> when the run is too short for the two not to overlap, or it began at 0.</summary>
    public double? Change(string name) => Values(name).Count() >= 2 * window && Early(name) is > 0 and var early ? Late(name) / early : null;

    /// <summary>Largest moving average.</summary>
    public double? Best(string name)
    {
        double[] values = [.. Values(name)];
        return values.Length < window ? null : Enumerable.Range(0, values.Length - window + 1).Max(k => values.AsSpan(k, window).ToArray().Average());
    }

    /// <summary>Distance of the last value above the mean of the trailing ones, in their standard deviations; a floor of 10% of the mean keeps flat histories from jumping at noise.</summary>
    public double? JumpOf(string name, int trailing)
    {
        double[] values = [.. Values(name).TakeLast(trailing + 1)];
        if (values.Length < 4 || Last(name) is null) return null;
        double[] before = values[..^1];
        double mean = before.Average(), deviation = Math.Sqrt(before.Average(x => (x - mean) * (x - mean)));
        double unit = Math.Max(deviation, 0.1 * Math.Abs(mean));
        return unit > 0 ? (values[^1] - mean) / unit : null;
    }

    private IEnumerable<double> Values(string name)
    {
        foreach (IReadOnlyDictionary<string, double> step in steps)
        {
            if (step.TryGetValue(name, out double value)) yield return value;
        }
    }

    private static double? Mean(double[] values) => values.Length == 0 ? null : values.Average();
}
