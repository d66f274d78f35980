namespace Pure.Cli.Demo.Report;

/// <summary>A table of texts: the first column names the row, the others are numbers as they are to be shown.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Note">What the numbers are, in a sentence or two; null for none.</param>
/// <param name="Columns">Column headings, the first one for the names.</param>
/// <param name="Rows">Rows of as many cells as there are columns.</param>
internal sealed record ReportTable(
    string Title,
    string? Note,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows);
