namespace Pure.Cli.Demo.Report;

/// <summary>Figures taken from the curves of several seeds. Pure functions, used by the plots and by the tables of the command line alike.</summary>
internal static class CurveStatistics
{
    /// <summary>Mean and range over seeds of one quantity, at each step where any seed measured it; values that are not finite are left out.</summary>
    public static IReadOnlyList<PlotPoint> Summarize(IEnumerable<SeedCurve> seeds, Func<CurvePoint, double?> quantity) =>
        [.. seeds.SelectMany(seed => seed.Points)
            .Select(point => (point.Step, Value: quantity(point)))
            .Where(entry => entry.Value is { } value && double.IsFinite(value))
            .GroupBy(entry => entry.Step, entry => entry.Value!.Value)
            .OrderBy(group => group.Key)
            .Select(group => new PlotPoint(group.Key, group.Average(), group.Min(), group.Max()))];

    /// <summary>
    /// The step at which one run first reaches a level, linear between the steps that were measured; null when it never does.
    /// </summary>
    /// <param name="points">Points of one run by ascending step; those without the quantity are passed over.</param>
    /// <param name="quantity">What is to reach the level from below.</param>
    /// <param name="level">The level.</param>
    public static double? StepsToReach(IEnumerable<CurvePoint> points, Func<CurvePoint, double?> quantity, double level)
    {
        (double Step, double Value)? before = null;
        foreach (CurvePoint point in points)
        {
            if (quantity(point) is not { } value || !double.IsFinite(value)) continue;
            if (value >= level)
            {
                return before is { } last
                    ? last.Step + (point.Step - last.Step) * (level - last.Value) / (value - last.Value)
                    : point.Step;
            }

            before = (point.Step, value);
        }

        return null;
    }
}
