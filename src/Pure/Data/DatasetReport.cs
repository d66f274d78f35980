using System.Text;

namespace Pure.Data;

/// <summary>What became of every row of a data file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">How its rows were read.</param>
/// <param name="RowsInFile">Rows, blank lines not counted.</param>
/// <param name="Used">Records made of them.</param>
/// <param name="BadRows">Rows that could not be read and were skipped.</param>
/// <param name="LeftOut">What the format leaves out on purpose, by reason.</param>
/// <param name="Sha256">Of the file.</param>
public sealed record DatasetReport(
    string Path, string Format, int RowsInFile, int Used, IReadOnlyList<BadRow> BadRows, IReadOnlyDictionary<string, int> LeftOut, string Sha256)
{
    /// <summary>Whether anything of the file is not used.</summary>
    public bool IsComplete => BadRows.Count == 0 && LeftOut.Count == 0;

    /// <summary>The report in a sentence or two.</summary>
    public string Describe()
    {
        var text = new StringBuilder(FormattableString.Invariant($"{RowsInFile} rows as {Format}: {Used} used"));
        if (BadRows.Count > 0) text.Append(FormattableString.Invariant($", {BadRows.Count} skipped (row {BadRows[0].Number}: {BadRows[0].Problem}{(BadRows.Count > 1 ? "; ..." : "")})"));
        foreach ((string reason, int count) in LeftOut) text.Append(FormattableString.Invariant($", {count} {reason}"));
        return text.Append('.').ToString();
    }
}
