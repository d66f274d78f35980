using System.Xml.Linq;
using static Pure.Cli.Demo.Report.Markup;

namespace Pure.Cli.Demo.Report;

/// <summary>Tables of texts, and the settings.</summary>
internal static class TableSection
{
    /// <summary>Tables under one heading; null when there are none.</summary>
    /// <param name="id">Anchor.</param>
    /// <param name="heading">Heading.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="variants">A heading cell that is a variant's name gets its mark.</param>
    public static XElement? Draw(string id, string heading, IReadOnlyList<ReportTable> tables, IReadOnlyList<ReportVariant> variants) =>
        tables.Count == 0 ? null : Element("section", Attribute("id", id), Element("h2", heading), tables.Select(table => Table(table, variants)));

    /// <summary>The settings as pairs; null when there are none.</summary>
    public static XElement? DrawSettings(IReadOnlyList<ReportFact> settings) =>
        settings.Count == 0 ? null : Element("section", Attribute("id", "settings"), Element("h2", "How it was made"),
            Element("dl", settings.Select(fact => Element("div", Element("dt", fact.Name), Element("dd", fact.Value)))));

    private static XElement Table(ReportTable table, IReadOnlyList<ReportVariant> variants) =>
        Element("figure", Class("table"),
            Element("h3", table.Title),
            table.Note is null ? null : Element("p", table.Note),
            Element("div", Class("scroll"), Element("table",
                Element("thead", Element("tr", table.Columns.Select(column => Element("th", Attribute("scope", "col"), Mark(column, variants), column)))),
                Element("tbody", table.Rows.Select(row => Element("tr", row.Select((text, column) => Cell(text, column, variants))))))));

    private static XElement Cell(string text, int column, IReadOnlyList<ReportVariant> variants) =>
        column == 0 ? Element("th", Attribute("scope", "row"), Mark(text, variants), text) : Element("td", text);

    private static XElement? Mark(string text, IReadOnlyList<ReportVariant> variants)
    {
        for (int slot = 0; slot < variants.Count; slot++)
        {
            if (variants[slot].Name == text || variants[slot].ShortName == text) return PlotMark.Inline(slot);
        }

        return null;
    }
}
