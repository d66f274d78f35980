namespace Pure.Cli.Demo.Report;

/// <summary>One line of a plot.</summary>
/// <param name="Slot">Colour and mark, 0 to <see cref="ReportVariant.MaxCount"/>-1.</param>
/// <param name="ShortName">Written at its end.</param>
/// <param name="Name">Shown when pointed at.</param>
/// <param name="Points">By ascending X, all finite.</param>
internal sealed record PlotSeries(int Slot, string ShortName, string Name, IReadOnlyList<PlotPoint> Points);
