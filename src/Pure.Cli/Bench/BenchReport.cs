using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Cli.Console;

namespace Pure.Cli.Bench;

/// <summary>Shows measurements as a table or as JSON.</summary>
internal static class BenchReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>One table a part.</summary>
    public static void Table(Output output, BenchResult result)
    {
        (BenchPlan plan, MachineCeilings machine, IReadOnlyList<BenchRow> rows, IReadOnlyDictionary<string, long> peaks) = result;
        output.Line($"{plan.Name}: {ModelCost.MatrixWeights(plan.Model) / 1e6:F1} M weights in the layers, {ModelCost.OutputWeights(plan.Model) / 1e6:F1} M in the output projection, {MachineBench.Name(plan.Type)}, {plan.Compute.Lanes} lanes × {plan.Compute.ThreadsPerLane} threads{(plan.ByProcessorTime ? ", processor time" : "")}");
        foreach (IGrouping<string, BenchRow> part in rows.GroupBy(r => r.Part, StringComparer.Ordinal))
            output.Table(peaks.TryGetValue(part.Key, out long peak) ? $"{part.Key}, highest resident memory {(double)peak / (1 << 30):F2} GiB" : part.Key, ["measured", "time", "rate", "GFLOP/s", "of roofline", "MFU", "of GEMM at this size"], [.. part.Select(r => Cells(r, machine))]);
        output.Line($"Roofline: the larger of operations / {machine.Peak / 1e9:F0} GFLOP/s and bytes / {machine.Bandwidth / 1e9:F1} GB/s. MFU: operations against {machine.Peak / 1e9:F0} GFLOP/s.");
    }

    /// <summary>The same as one JSON object.</summary>
    public static void Json(Output output, BenchResult result) => output.Line(new JsonObject
    {
        ["model"] = result.Plan.Name,
        ["dtype"] = MachineBench.Name(result.Plan.Type),
        ["lanes"] = result.Plan.Compute.Lanes,
        ["threads_per_lane"] = result.Plan.Compute.ThreadsPerLane,
        ["processor_time"] = result.Plan.ByProcessorTime,
        ["gemm_peak_gflops"] = result.Machine.Peak / 1e9,
        ["memory_gb_per_s"] = result.Machine.Bandwidth / 1e9,
        ["peak_resident_bytes"] = new JsonObject(result.Peaks.Select(part => KeyValuePair.Create(part.Key, (JsonNode?)part.Value))),
        ["measurements"] = new JsonArray([.. result.Rows.Select(r => (JsonNode)new JsonObject
        {
            ["part"] = r.Part,
            ["name"] = r.Name,
            ["seconds"] = r.Seconds,
            ["unit"] = r.Unit,
            ["per_second"] = r.Rate,
            ["gflops"] = r.Flops > 0 ? r.Flops / r.Seconds / 1e9 : null,
            ["share_of_roofline"] = r.Roofline(result.Machine),
            ["model_flop_utilisation"] = r.Utilisation(result.Machine),
            ["share_of_gemm_at_size"] = r.OfGemm,
        })]),
    }.ToJsonString(Indented));

    private static string[] Cells(BenchRow row, MachineCeilings machine) =>
    [
        row.Name,
        row.Seconds >= 1 ? $"{row.Seconds:F2} s" : row.Seconds >= 1e-3 ? $"{row.Seconds * 1e3:F1} ms" : $"{row.Seconds * 1e6:F0} µs",
        $"{row.Rate.ToString(row.Rate >= 1000 ? "N0" : "F1", CultureInfo.InvariantCulture)} {row.Unit}/s",
        row.Flops > 0 ? $"{row.Flops / row.Seconds / 1e9:F0}" : "-",
        Percent(row.Roofline(machine)),
        Percent(row.Utilisation(machine)),
        Percent(row.OfGemm),
    ];

    private static string Percent(double? share) => share is { } value ? $"{value:P0}" : "-";
}
