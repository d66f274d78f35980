using System.Text.Encodings.Web;
using System.Text.Json;
using Pure.Cli.Console;
using Pure.Training.Plans;

namespace Pure.Cli.Views;

/// <summary>A plan as one JSON object.</summary>
internal static class PlanJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(Output output, RunPlan plan) => output.Line(JsonSerializer.Serialize(
        new
        {
            plan.Kind,
            plan.Problems,
            plan.Notes,
            Data = plan.Data.Select(d => new
            {
                d.Role,
                d.Report.Path,
                d.Report.Format,
                Rows = d.Report.RowsInFile,
                d.Report.Used,
                BadRows = d.Report.BadRows.Count,
                d.Report.LeftOut,
                d.Report.Sha256,
                Counted = d.Unit,
                d.Limit,
                d.TooLong,
                Tokens = new
                {
                    d.Tokens.Total,
                    d.Tokens.Mean,
                    Min = d.Tokens.Shortest,
                    d.Tokens.Median,
                    P95 = d.Tokens.Percentile95,
                    Max = d.Tokens.Longest,
                    Histogram = d.Tokens.Bins.Select(b => new { b.From, b.To, b.Count }),
                },
            }),
            plan.Arithmetic,
            Memory = plan.Memory.Select(m => new { m.Name, Bytes = m.Total, Items = m.Items.Select(i => new { i.What, i.Bytes }) }),
            plan.PeakBytes,
            plan.FreeBytes,
        },
        Options));
}
