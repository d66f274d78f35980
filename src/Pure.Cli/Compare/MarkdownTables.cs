using System.Text;
using Pure.Cli.Demo.Report;

namespace Pure.Cli.Compare;

/// <summary>Tables as Markdown, to be kept in a log.</summary>
internal static class MarkdownTables
{
    public static string Write(IEnumerable<ReportTable> tables)
    {
        var text = new StringBuilder();
        foreach (ReportTable table in tables)
        {
            text.Append("### ").Append(table.Title).Append("\n\n");
            if (table.Note is { } note) text.Append(note).Append("\n\n");
            Row(text, table.Columns);
            Row(text, [.. table.Columns.Select(_ => "---")]);
            foreach (IReadOnlyList<string> row in table.Rows) Row(text, row);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
