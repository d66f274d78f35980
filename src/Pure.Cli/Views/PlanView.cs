using System.Globalization;
using Pure.Cli.Console;
using Pure.Training.Plans;

namespace Pure.Cli.Views;

/// <summary>A plan for people.</summary>
internal static class PlanView
{
    private const int BarWidth = 40;

    public static void Write(Output output, RunPlan plan)
    {
        if (plan.Problems.Count > 0)
        {
            output.Line(plan.Problems.Count == 1 ? "1 problem:" : $"{plan.Problems.Count} problems:");
            foreach (string problem in plan.Problems) output.Line($"  {problem.Replace("\n", "\n  ", StringComparison.Ordinal)}");
            output.Line();
        }

        foreach (DataPlan data in plan.Data) Write(output, data);
        foreach (string sentence in plan.Arithmetic) output.Line(sentence);
        if (plan.Arithmetic.Count > 0) output.Line();
        if (plan.Memory.Count > 0) WriteMemory(output, plan);
        foreach (string note in plan.Notes) output.Line(note);
        output.Line(plan.Problems.Count == 0 ? "Nothing is wrong with it." : "The run would not start as it is.");
    }

    private static void Write(Output output, DataPlan data)
    {
        TokenHistogram tokens = data.Tokens;
        output.Line($"{data.Role}: {data.Report.Path}");
        output.Line($"  {data.Report.Describe()}");
        output.Line(string.Create(CultureInfo.InvariantCulture,
            $"  Tokens of {data.Unit}: {tokens.Total:N0} in all; {tokens.Shortest} to {tokens.Longest}, mean {tokens.Mean:F1}, median {tokens.Median}, 95% within {tokens.Percentile95}."));
        output.Line(string.Create(CultureInfo.InvariantCulture, $"  Longer than the {data.Limit:N0} that fit: {data.TooLong:N0}. Nothing is cut."));
        int most = tokens.Bins.Count == 0 ? 1 : tokens.Bins.Max(b => b.Count);
        foreach ((int from, int to, int count) in tokens.Bins)
        {
            string bar = new('#', count == 0 ? 0 : Math.Max(1, (int)((long)count * BarWidth / most)));
            output.Line(string.Create(CultureInfo.InvariantCulture, $"  {from,6} to {to - 1,6} {count,8:N0} {bar}").TrimEnd());
        }

        output.Line();
    }

    private static void WriteMemory(Output output, RunPlan plan)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (MemoryPhase phase in plan.Memory)
        {
            rows.Add([phase.Name, "all", Size(phase.Total)]);
            rows.AddRange(phase.Items.Select(item => (IReadOnlyList<string>)["", item.What, Size(item.Bytes)]));
        }

        output.Table("Memory at the height of each phase (estimated)", ["phase", "what", "size"], rows);
        output.Line(plan.IsOnGpu ? $"The peak is {Size(plan.PeakBytes)} of the GPU's memory, which is not known here; 'nvidia-smi' shows what is free." : plan.PeakBytes <= plan.FreeBytes
            ? $"The peak of {Size(plan.PeakBytes)} fits: {Size(plan.FreeBytes)} are free."
            : $"The peak of {Size(plan.PeakBytes)} is more than the {Size(plan.FreeBytes)} that are free. Lower compute.tokens_per_micro_batch, use compute.dtype bf16, or a larger machine.");
        output.Line();
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):F2} GiB");
}
