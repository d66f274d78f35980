using System.Text.Json;
using Pure.Data;

namespace Pure.Evaluation.ProcessBench;

/// <summary>A solution of ProcessBench.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Problem">The problem.</param>
/// <param name="Steps">Texts of its steps.</param>
/// <param name="Label">Index of the first wrong step, -1 for none.</param>
public sealed record ProcessBenchSolution(string Id, string Problem, string[] Steps, int Label)
{
    /// <summary>Reads a subset: JSON Lines or a JSON array of <c>id</c>, <c>problem</c>, <c>steps</c>, <c>label</c>; other fields are passed over.</summary>
    /// <exception cref="PureException">Names file and row.</exception>
    public static IReadOnlyList<ProcessBenchSolution> Read(string path) => JsonRows.Read(path, (row, number) =>
    {
        string[] steps = JsonRows.Texts(row, "steps");
        if (steps.Length == 0) throw new FormatException("'steps' is empty");
        if (!row.TryGetProperty("label", out JsonElement label) || label.ValueKind != JsonValueKind.Number || !label.TryGetInt32(out int first) || first < -1 || first >= steps.Length)
            throw new FormatException($"'label' is not -1 or the index of one of the {steps.Length} steps");
        return new ProcessBenchSolution(JsonRows.Id(row, number), JsonLines.Text(row, "problem"), steps, first);
    });
}
