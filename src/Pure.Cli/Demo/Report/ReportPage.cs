using System.Text;
using System.Xml.Linq;
using static Pure.Cli.Demo.Report.Markup;

namespace Pure.Cli.Demo.Report;

/// <summary>
/// The report of a demo as one HTML file: style and drawings are inside, nothing is fetched and no script is needed, so it can
/// be mailed or kept beside the run for years.
/// </summary>
internal static class ReportPage
{
    /// <summary>Writes the page beside its final name and renames it, so that a half-written one is never seen.</summary>
    /// <exception cref="PureException">The file cannot be written.</exception>
    public static void Write(DemoReport report, string path)
    {
        string temporary = path + ".part";
        try
        {
            File.WriteAllText(temporary, Render(report), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"Could not write the report '{path}': {cause.Message} Give a path that can be written, on a disk with room.", cause);
        }
    }

    /// <summary>The page as text.</summary>
    /// <exception cref="ArgumentException">The report compares nothing, or more than there are colours for.</exception>
    public static string Render(DemoReport report)
    {
        if (report.Variants.Count is < 1 or > ReportVariant.MaxCount)
            throw new ArgumentException($"A report compares 1 to {ReportVariant.MaxCount} variants, not {report.Variants.Count}.", nameof(report));

        XElement html = Element("html", Attribute("lang", "en"),
            Head(report.Title),
            Element("body", Element("main",
                OverviewSection.Draw(report),
                PlotSection.Draw(report),
                TableSection.Draw("compare", "The numbers", report.Tables, report.Variants),
                SampleSection.Draw(report),
                PlotSection.DrawWhy(report),
                TableSection.Draw("reward-model", "The reward model", report.RewardModel, report.Variants),
                TableSection.DrawSettings(report.Settings))));
        return Markup.Write(html);
    }

    /// <summary>The head of a page that needs nothing from outside.</summary>
    public static XElement Head(string title) =>
        Element("head",
            Element("meta", Attribute("charset", "utf-8")),
            Element("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
            Element("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark")),
            Element("title", title),
            Element("style", Style()));

    // The style holds none of the characters that XML escapes and HTML's style element would not: < > &.
    private static string Style()
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream("Pure.Cli.Demo.Report.report.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
