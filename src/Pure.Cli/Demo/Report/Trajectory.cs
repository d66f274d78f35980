namespace Pure.Cli.Demo.Report;

/// <summary>The path of one variant, or of one of its runs, through reward and accuracy.</summary>
/// <param name="Slot">Colour and mark.</param>
/// <param name="Variant">Whose path it is.</param>
/// <param name="Points">The steps at which both were measured, ascending.</param>
internal sealed record Trajectory(int Slot, ReportVariant Variant, IReadOnlyList<TrajectoryPoint> Points)
{
    /// <summary>The path of the mean of some runs.</summary>
    public static Trajectory Of(int slot, ReportVariant variant, IReadOnlyList<SeedCurve> seeds)
    {
        var reward = CurveStatistics.Summarize(seeds, point => point.MeanStepReward).ToDictionary(point => point.X, point => point.Y);
        IReadOnlyList<PlotPoint> accuracy = CurveStatistics.Summarize(seeds, point => point.Pass1);
        return new Trajectory(slot, variant,
            [.. accuracy.Where(point => reward.ContainsKey(point.X)).Select(point => new TrajectoryPoint(point.X, reward[point.X], point.Y))]);
    }
}
