using System.Xml.Linq;
using static Pure.Cli.Demo.Report.Markup;

namespace Pure.Cli.Demo.Report;

/// <summary>The mark of a variant. Each has a shape of its own, so that a plot can be read without its colours.</summary>
internal static class PlotMark
{
    /// <summary>A filled mark at a point.</summary>
    /// <param name="slot">The variant's place.</param>
    /// <param name="x">Centre.</param>
    /// <param name="y">Centre.</param>
    /// <param name="radius">Size.</param>
    public static XElement Draw(int slot, double x, double y, double radius) => slot switch
    {
        0 => Element("circle", Attribute("cx", x), Attribute("cy", y), Attribute("r", radius), Class("mark")),
        1 => Polygon(x, y, radius * 1.3, 4, Math.PI / 2),
        2 => Polygon(x, y, radius * 1.25, 4, Math.PI / 4),
        3 => Polygon(x, y, radius * 1.35, 3, Math.PI / 2),
        4 => Polygon(x, y, radius * 1.35, 3, -Math.PI / 2),
        _ => Polygon(x, y, radius * 1.2, 6, 0),
    };

    /// <summary>A small drawing of the mark, for running text.</summary>
    public static XElement Inline(int slot) =>
        Element("svg", Class($"swatch v{slot}"), Attribute("viewBox", "0 0 22 14"), Attribute("aria-hidden", "true"),
            PlotFrame.Line(0, 7, 22, 7, "line"), Draw(slot, 11, 7, 4.2));

    private static XElement Polygon(double x, double y, double radius, int corners, double turn)
    {
        IEnumerable<string> points = Enumerable.Range(0, corners).Select(k => turn + 2 * Math.PI * k / corners)
            .Select(angle => $"{Number(x + radius * Math.Cos(angle))},{Number(y - radius * Math.Sin(angle))}");
        return Element("polygon", Attribute("points", string.Join(' ', points)), Class("mark"));
    }
}
