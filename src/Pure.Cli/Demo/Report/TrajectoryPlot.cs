using System.Globalization;
using System.Xml.Linq;
using static Pure.Cli.Demo.Report.Markup;

namespace Pure.Cli.Demo.Report;

/// <summary>
/// The reward that a policy is paid against the accuracy that was wanted, as a path through RL steps. A path that goes to the
/// right and down is reward hacking: more reward, fewer right answers.
/// </summary>
internal static class TrajectoryPlot
{
    private const double Width = 980;
    private const double Height = 440;
    private const double RightMargin = 150;
    private const double LabelGap = 17;

    /// <summary>The figure, or null when no variant has both quantities at two steps.</summary>
    public static XElement? Draw(IReadOnlyList<ReportVariant> variants)
    {
        Trajectory[] means = [.. variants.Select((variant, slot) => Trajectory.Of(slot, variant, variant.Seeds)).Where(path => path.Points.Count > 1)];
        if (means.Length == 0) return null;

        Trajectory[] runs = [.. variants.SelectMany((variant, slot) => variant.Seeds.Count < 2
            ? [] : variant.Seeds.Select(seed => Trajectory.Of(slot, variant, [seed])).Where(path => path.Points.Count > 1))];
        TrajectoryPoint[] points = [.. means.Concat(runs).SelectMany(path => path.Points)];
        var frame = new PlotFrame(Width, Height, RightMargin,
            AxisScale.Around(points.Min(point => point.Reward), points.Max(point => point.Reward), 8), AxisScale.Exactly(0, 1, 5, percent: true));

        IEnumerable<XElement> drawn = [.. frame.Axes("mean reward of a step, as the reward model gives it"), .. Corners(frame),
            .. runs.Select(path => Curve(frame, path, "line faint")), .. means.Select(path => Journey(frame, path)), .. EndLabels(frame, means)];
        const string title = "Reward against truth";
        const string note = "Each path goes from the common start (ring) through the evaluated steps. Up and to the right: more reward and more right answers. "
            + "To the right without rising: the reward is being earned without the work.";
        return Element("figure", Class("plot wide"), Element("h3", title), Element("p", note), frame.Draw($"{title}. {note}", drawn));
    }

    private static XElement Curve(PlotFrame frame, Trajectory path, string name) =>
        Element("g", Class($"v{path.Slot}"), Element("path", Class(name), Attribute("d", PlotFrame.Path(Places(frame, path)))));

    private static XElement Journey(PlotFrame frame, Trajectory path)
    {
        (double X, double Y)[] places = [.. Places(frame, path)];
        var content = new List<object> { Class($"v{path.Slot}"), Element("path", Class("line"), Attribute("d", PlotFrame.Path(places))) };
        for (int i = 0; i < places.Length; i++)
        {
            TrajectoryPoint point = path.Points[i];
            content.Add(i == 0
                ? Element("circle", Attribute("cx", places[i].X), Attribute("cy", places[i].Y), Attribute("r", 6.0), Class("ring"))
                : PlotMark.Draw(path.Slot, places[i].X, places[i].Y, i == places.Length - 1 ? 6.5 : 3.4));
            string text = string.Create(CultureInfo.InvariantCulture, $"{path.Variant.Name}, step {point.Step}: mean step reward {point.Reward:0.00}, pass@1 {point.Accuracy:0.0%}");
            content.Add(Element("circle", Attribute("cx", places[i].X), Attribute("cy", places[i].Y), Attribute("r", 9.0), Class("touch"), Element("title", text)));
        }

        return Element("g", [.. content]);
    }

    private static IEnumerable<XElement> EndLabels(PlotFrame frame, Trajectory[] paths)
    {
        double[] placed = LabelLayout.Spread([.. paths.Select(path => frame.Y(path.Points[^1].Accuracy) + 4)], LabelGap, PlotFrame.Top, frame.Bottom);
        return paths.Select((path, i) => PlotFrame.Label(frame.X(path.Points[^1].Reward) + 13, placed[i], $"label v{path.Slot}",
            string.Create(CultureInfo.InvariantCulture, $"{path.Variant.ShortName}, step {path.Points[^1].Step}")));
    }

    private static IEnumerable<XElement> Corners(PlotFrame frame) =>
    [
        PlotFrame.Label(Width - 4, PlotFrame.Top + 4, "corner end", "rewarded and right"),
        PlotFrame.Label(Width - 4, frame.Bottom - 6, "corner end", "rewarded, but wrong"),
    ];

    private static IEnumerable<(double X, double Y)> Places(PlotFrame frame, Trajectory path) =>
        path.Points.Select(point => (frame.X(point.Reward), frame.Y(point.Accuracy)));
}
