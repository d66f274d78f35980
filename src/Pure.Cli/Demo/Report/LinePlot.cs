using System.Globalization;
using System.Xml.Linq;
using static Pure.Cli.Demo.Report.Markup;

namespace Pure.Cli.Demo.Report;

/// <summary>Lines over RL steps: the mean of the seeds with their range as a band, named at their ends.</summary>
/// <param name="Title">Heading and description.</param>
/// <param name="Note">What is drawn, in a sentence.</param>
/// <param name="Quantity">What is drawn of each point.</param>
internal sealed record LinePlot(string Title, string Note, Func<CurvePoint, double?> Quantity)
{
    private const double LabelGap = 16;
    private const int MostMarks = 16;

    /// <summary>Whether the quantity is a share: the axis then runs from 0 to 100%.</summary>
    public bool Percent { get; init; }

    /// <summary>Whether the axis starts at 0 whatever the values.</summary>
    public bool FromZero { get; init; }

    /// <summary>Whether it takes the whole width of the page.</summary>
    public bool Wide { get; init; }

    /// <summary>The figure, or null when no run has measured the quantity.</summary>
    /// <param name="variants">What is compared; the slot is a variant's colour and mark.</param>
    /// <param name="sameScale">Other runs that the y axis has room for, so that two plots of one quantity can be compared.</param>
    public XElement? Draw(IEnumerable<(int Slot, ReportVariant Variant)> variants, IReadOnlyList<ReportVariant> sameScale)
    {
        (int Slot, ReportVariant Variant)[] compared = [.. variants];
        PlotSeries[] series = [.. compared.Select(entry => Series(entry.Variant, entry.Slot)).Where(line => line.Points.Count > 0)];
        if (series.Length == 0) return null;

        PlotPoint[] points = [.. series.SelectMany(line => line.Points)];
        AxisScale horizontal = AxisScale.Exactly(points.Min(point => point.X), points.Max(point => point.X), Wide ? 10 : 6);
        AxisScale vertical = Vertical([.. points, .. sameScale.SelectMany(variant => Series(variant, 0).Points)]);
        double labels = 30 + 7.4 * series.Max(line => EndLabel(line).Length);
        PlotFrame frame = Wide ? new(980, 400, labels, horizontal, vertical) : new(480, 290, labels, horizontal, vertical);

        IEnumerable<XElement> drawn = [.. frame.Axes("RL step"), .. series.Select(line => Band(frame, line)).OfType<XElement>(),
            .. compared.SelectMany(entry => SeedCurves(frame, entry.Variant, entry.Slot)), .. series.Select(line => Curve(frame, line)), .. EndLabels(frame, series)];
        return Element("figure", Class(Wide ? "plot wide" : "plot"), Element("h3", Title), Element("p", Note), frame.Draw($"{Title}. {Note}", drawn));
    }

    private AxisScale Vertical(PlotPoint[] points)
    {
        double low = points.Min(point => point.Low), high = points.Max(point => point.High);
        return Percent ? AxisScale.Exactly(0, 1, 5, percent: true) : AxisScale.Around(FromZero ? Math.Min(0, low) : low, high, 5);
    }

    private PlotSeries Series(ReportVariant variant, int slot) =>
        new(slot, variant.ShortName, variant.Name, CurveStatistics.Summarize(variant.Seeds, Quantity));

    private static XElement? Band(PlotFrame frame, PlotSeries line)
    {
        if (line.Points.Count < 2 || line.Points.All(point => point.High == point.Low)) return null;
        IEnumerable<(double X, double Y)> upper = line.Points.Select(point => (frame.X(point.X), frame.Y(point.High)));
        IEnumerable<(double X, double Y)> lower = line.Points.Reverse().Select(point => (frame.X(point.X), frame.Y(point.Low)));
        return Element("path", Class($"band v{line.Slot}"), Attribute("d", PlotFrame.Path(upper.Concat(lower)) + "Z"));
    }

    /// <summary>Each seed's own line, where there is room: a band does not tell one failed run among three from three uncertain ones.</summary>
    private IEnumerable<XElement> SeedCurves(PlotFrame frame, ReportVariant variant, int slot) =>
        !Wide || variant.Seeds.Count < 2 ? [] : variant.Seeds
            .Select(seed => CurveStatistics.Summarize([seed], Quantity))
            .Where(points => points.Count > 1)
            .Select(points => Element("path", Class($"line faint v{slot}"), Attribute("d", PlotFrame.Path(points.Select(point => (frame.X(point.X), frame.Y(point.Y)))))));

    private XElement Curve(PlotFrame frame, PlotSeries line)
    {
        (double X, double Y)[] places = [.. line.Points.Select(point => (frame.X(point.X), frame.Y(point.Y)))];
        bool marksAll = places.Length <= MostMarks;
        var content = new List<object> { Class($"v{line.Slot}"), Element("path", Class("line"), Attribute("d", PlotFrame.Path(places))) };
        for (int i = 0; i < places.Length; i++)
        {
            if (marksAll || i == places.Length - 1) content.Add(PlotMark.Draw(line.Slot, places[i].X, places[i].Y, Wide ? 4.2 : 3.4));
            content.Add(Element("circle", Attribute("cx", places[i].X), Attribute("cy", places[i].Y), Attribute("r", marksAll ? 9.0 : 5.0),
                Class("touch"), Element("title", Tooltip(line, line.Points[i]))));
        }

        return Element("g", [.. content]);
    }

    private IEnumerable<XElement> EndLabels(PlotFrame frame, PlotSeries[] series)
    {
        double[] wished = [.. series.Select(line => frame.Y(line.Points[^1].Y) + 4)];
        double[] placed = LabelLayout.Spread(wished, LabelGap, PlotFrame.Top + 4, frame.Bottom + 4);
        return series.Select((line, i) => PlotFrame.Label(frame.X(line.Points[^1].X) + 12, placed[i], $"label v{line.Slot}", EndLabel(line)));
    }

    private string EndLabel(PlotSeries line) => $"{line.ShortName} {Format(line.Points[^1].Y)}";

    private string Tooltip(PlotSeries line, PlotPoint point)
    {
        string range = point.High > point.Low ? $" (seeds: {Format(point.Low)} to {Format(point.High)})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{line.Name}, step {point.X}: {Format(point.Y)}{range}");
    }

    private string Format(double value) =>
        Percent ? (100 * value).ToString("0", CultureInfo.InvariantCulture) + "%"
            : value.ToString(Math.Abs(value) < 1 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
