using System.Text;
using Spectre.Console;

namespace Pure.Cli.Console;

/// <summary>
/// Prints results: a bordered table on a terminal, aligned columns of plain text anywhere else. Columns of numbers are aligned right.
/// </summary>
internal static class ResultTable
{
    private const int Gap = 2;
    private static readonly char[] Signs = ['+', '-', '−', '±', '<', '>', ' '];

    /// <summary>Prints a table.</summary>
    /// <param name="console">Where.</param>
    /// <param name="title">Above it; empty for none.</param>
    /// <param name="columns">Headings.</param>
    /// <param name="rows">One text for each column; shown as they are, without markup.</param>
    public static void Write(IAnsiConsole console, string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.FirstOrDefault(row => row.Count != columns.Count) is { } wrong)
            throw new ArgumentException($"A row has {wrong.Count} texts for {columns.Count} columns.", nameof(rows));
        if (console.Profile.Out.IsTerminal) console.Write(Bordered(title, columns, rows));
        else console.Profile.Out.Writer.Write(Plain(title, columns, rows));
    }

    private static Table Bordered(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        if (title.Length > 0) table.Title = new TableTitle(title.EscapeMarkup());
        for (int i = 0; i < columns.Count; i++)
            table.AddColumn(new TableColumn(new Spectre.Console.Text(columns[i])) { Alignment = IsNumeric(rows, i) ? Justify.Right : Justify.Left });
        foreach (IReadOnlyList<string> row in rows) table.AddRow(row.Select(text => new Spectre.Console.Text(text)));
        return table;
    }

    private static string Plain(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        if (title.Length > 0) text.Append(title).Append('\n');
        int[] widths = [.. columns.Select((column, i) => rows.Select(row => row[i].Length).Append(column.Length).Max())];
        foreach (IReadOnlyList<string> row in rows.Prepend(columns))
        {
            IEnumerable<string> cells = row.Select((cell, i) => IsNumeric(rows, i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            text.Append(string.Join(new string(' ', Gap), cells).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Whether a column holds numbers, with units or without; "-" stands for a missing one.</summary>
    private static bool IsNumeric(IReadOnlyList<IReadOnlyList<string>> rows, int column) =>
        rows.Count > 0 && rows.All(row => row[column] is "" or "-" || char.IsAsciiDigit(row[column].TrimStart(Signs).FirstOrDefault()));
}
