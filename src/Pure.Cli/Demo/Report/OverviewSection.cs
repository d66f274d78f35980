using System.Globalization;
using System.Xml.Linq;
using static Pure.Cli.Demo.Report.Markup;

namespace Pure.Cli.Demo.Report;

/// <summary>The top of the page: what was done, where each variant ended, what is seen.</summary>
internal static class OverviewSection
{
    public static IEnumerable<XElement> Draw(DemoReport report)
    {
        yield return Element("header", Element("p", Class("kicker"), "pure demo"), Element("h1", report.Title), Element("p", Class("lead"), report.Introduction));
        XElement[] tiles = [.. report.Variants.Select(Tile).OfType<XElement>()];
        if (tiles.Length > 0) yield return Element("section", Class("tiles"), tiles);
        if (report.Findings.Count == 0) yield break;
        yield return Element("section", Class("findings"), Element("h2", "What is seen"),
            Element("ol", report.Findings.Select(finding => Element("li", finding))));
    }

    /// <summary>Final pass@1 of a variant; null when it was never evaluated.</summary>
    private static XElement? Tile(ReportVariant variant, int slot)
    {
        IReadOnlyList<PlotPoint> accuracy = CurveStatistics.Summarize(variant.Seeds, point => point.Pass1);
        if (accuracy.Count == 0) return null;
        PlotPoint first = accuracy[0], last = accuracy[^1];
        string range = variant.Seeds.Count > 1 ? $"{variant.Seeds.Count} seeds: {Percent(last.Low)} to {Percent(last.High)}" : "one seed";
        return Element("div", Class($"tile v{slot}"),
            Element("p", Class("tile-name"), PlotMark.Inline(slot), variant.Name),
            Element("p", Class("tile-value"), Percent(last.Y)),
            Element("p", Class("tile-note"), string.Create(CultureInfo.InvariantCulture, $"pass@1 at step {last.X}, from {Percent(first.Y)}"), Element("br"), range));
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
