// What a comparison writes: a page for people, its tables as Markdown for a log, and report.json for programs: the figures of every seed,
// unrounded, as the tables are made of.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pure.Cli.Console;
using Pure.Cli.Demo.Report;
using Pure.Runs;

namespace Pure.Cli.Compare;

/// <summary>Writes the report of a comparison.</summary>
internal static class CompareReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Prints the tables and writes the three files.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="introduction">A paragraph on what was compared.</param>
    /// <param name="comparison">The runs.</param>
    /// <param name="judgements">What reward models were worth before RL.</param>
    /// <param name="output">Takes the tables and the paths.</param>
    public static void Write(string folder, string introduction, Comparison comparison, IReadOnlyList<Judgement> judgements, Output output)
    {
        ReportTable[] tables = [.. comparison.Tables(), .. Judgement.Tables(judgements), .. comparison.CostTables()];
        foreach (ReportTable table in tables) output.Table(table.Title, table.Columns, table.Rows);
        Directory.CreateDirectory(folder);
        string page = Path.Combine(folder, "report.html"), markdown = Path.Combine(folder, "report.md"), json = Path.Combine(folder, "report.json");
        ComparePage.Write(page, introduction, comparison, tables);
        AtomicFile.WriteText(markdown, MarkdownTables.Write(tables));
        AtomicFile.WriteText(json, Json(comparison, judgements) + "\n");
        output.Line($"The report is in '{page}', its tables as Markdown in '{markdown}', the figures of every seed in '{json}'.");
    }

    /// <summary>The figures for programs.</summary>
    public static string Json(Comparison comparison, IReadOnlyList<Judgement> judgements) =>
        JsonSerializer.Serialize(new { systems = comparison.Figures(), reward_models = judgements }, Options);
}
