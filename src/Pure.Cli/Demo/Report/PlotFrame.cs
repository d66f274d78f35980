using System.Xml.Linq;
using static Pure.Cli.Demo.Report.Markup;

namespace Pure.Cli.Demo.Report;

/// <summary>The coordinate system of one plot: maps values to points of the drawing and draws axes and grid.</summary>
/// <param name="Width">Of the drawing, in its own units (CSS pixels at natural size).</param>
/// <param name="Height">Of the drawing.</param>
/// <param name="RightMargin">Room for labels at the ends of lines.</param>
/// <param name="Horizontal">The x axis.</param>
/// <param name="Vertical">The y axis.</param>
internal sealed record PlotFrame(double Width, double Height, double RightMargin, AxisScale Horizontal, AxisScale Vertical)
{
    /// <summary>Where the axes begin: room for the numbers of the y axis.</summary>
    public const double Left = 46;

    /// <summary>The upper end of the y axis.</summary>
    public const double Top = 14;

    private const double BottomMargin = 40;

    public double Right => Width - RightMargin;

    public double Bottom => Height - BottomMargin;

    public double X(double value) => Left + Horizontal.Fraction(value) * (Right - Left);

    public double Y(double value) => Bottom - Vertical.Fraction(value) * (Bottom - Top);

    /// <summary>Grid, ticks and the name of the x axis.</summary>
    public IEnumerable<XElement> Axes(string xName)
    {
        foreach (double tick in Vertical.Ticks)
        {
            yield return Line(Left, Y(tick), Right, Y(tick), tick == Vertical.Low ? "axis" : "grid");
            yield return Label(Left - 9, Y(tick) + 4, "tick end", Vertical.Label(tick));
        }

        foreach (double tick in Horizontal.Ticks)
        {
            yield return Line(X(tick), Bottom, X(tick), Bottom + 5, "axis");
            yield return Label(X(tick), Bottom + 19, "tick middle", Horizontal.Label(tick));
        }

        yield return Label((Left + Right) / 2, Height - 5, "name middle", xName);
    }

    /// <summary>The drawing, scaling with the page.</summary>
    /// <param name="title">What it shows, for readers who cannot see it.</param>
    /// <param name="content">Its elements.</param>
    public XElement Draw(string title, IEnumerable<XElement> content) =>
        Element("svg", Attribute("viewBox", $"0 0 {Number(Width)} {Number(Height)}"), Attribute("role", "img"), Attribute("aria-label", title), content);

    public static XElement Line(double x1, double y1, double x2, double y2, string name) =>
        Element("line", Attribute("x1", x1), Attribute("y1", y1), Attribute("x2", x2), Attribute("y2", y2), Class(name));

    public static XElement Label(double x, double y, string name, string text) =>
        Element("text", Attribute("x", x), Attribute("y", y), Class(name), text);

    /// <summary>A path through points, broken nowhere.</summary>
    public static string Path(IEnumerable<(double X, double Y)> points) =>
        "M" + string.Join('L', points.Select(point => $"{Number(point.X)} {Number(point.Y)}"));
}
