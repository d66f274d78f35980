// The report of a comparison: one small plot for each run, all on one scale and each with the same reference beside it, since a dozen
// lines in one plot cannot be told apart; then the tables.
using System.Text;
using System.Xml.Linq;
using Pure.Cli.Demo.Report;
using Pure.Runs;
using static Pure.Cli.Demo.Report.Markup;

namespace Pure.Cli.Compare;

/// <summary>Writes the page.</summary>
internal static class ComparePage
{
    private const int OwnSlot = 0;
    private const int ReferenceSlot = 5;

    /// <summary>Writes the page in one piece.</summary>
    public static void Write(string path, string introduction, Comparison comparison, IReadOnlyList<ReportTable> tables) =>
        AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(Render(introduction, comparison, tables))));

    /// <summary>The page as text.</summary>
    public static string Render(string introduction, Comparison comparison, IReadOnlyList<ReportTable> tables)
    {
        ReportVariant[] all = [.. comparison.Runs.Select(comparison.Variant)];
        ReportVariant reference = all[0];
        XElement html = Element("html", Attribute("lang", "en"),
            ReportPage.Head("Reward systems side by side"),
            Element("body", Element("main",
                Element("header", Element("p", Class("kicker"), "pure compare"), Element("h1", "Reward systems side by side"), Element("p", Class("lead"), introduction)),
                Element("section", Attribute("id", "accuracy"), Element("h2", "Accuracy (pass@1)"),
                    Element("p", Class("prose"), $"Each system beside the first, {reference.Name}, on the same scale. Bands are the range over seeds."),
                    Element("div", Class("grid"), all.Skip(1).Select(variant => Plot(variant, reference, all)))),
                Element("section", Attribute("id", "steps"), Element("h2", "Steps per response"),
                    Element("p", Class("prose"), "The work takes the same number of steps in every problem. A system under which responses grow has found something else to do than the work."),
                    Element("div", Class("grid"), all.Skip(1).Select(variant => Steps(variant, reference, all)))),
                TableSection.Draw("tables", "The numbers", tables, []))));
        return Markup.Write(html);
    }

    private static XElement? Plot(ReportVariant variant, ReportVariant reference, IReadOnlyList<ReportVariant> all) =>
        new LinePlot(variant.Name, "", point => point.Pass1) { Percent = true }.Draw([(ReferenceSlot, reference), (OwnSlot, variant)], all);

    private static XElement? Steps(ReportVariant variant, ReportVariant reference, IReadOnlyList<ReportVariant> all) =>
        new LinePlot(variant.Name, "", point => point.StepsPerResponse).Draw([(ReferenceSlot, reference), (OwnSlot, variant)], all);
}
