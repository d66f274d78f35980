using System.Text.Json;

namespace Pure.Data;

/// <summary>A solution whose steps are labelled (TRL's stepwise-supervision format).</summary>
/// <param name="Prompt">The problem as the reward model reads it.</param>
/// <param name="Steps">Texts of the steps, without their separator.</param>
/// <param name="Labels">Whether each step is right. There may be fewer labels than steps: the rest are read but not learned from.</param>
/// <param name="Finished">Whether the last step is the end of the response, not a place where it was cut.</param>
public sealed record StepwiseSolution(string Prompt, string[] Steps, bool[] Labels, bool Finished = true)
{
    /// <summary>Reads JSON Lines with <c>prompt</c>, <c>completions</c>, <c>labels</c> and optional <c>finished</c>.</summary>
    public static IReadOnlyList<StepwiseSolution> Read(string path) => JsonLines.Read(path, (row, _) =>
    {
        string[] steps = [.. Field(row, "completions").EnumerateArray().Select(s => s.GetString() ?? throw new FormatException("a completion is null"))];
        bool[] labels = [.. Field(row, "labels").EnumerateArray().Select(Label)];
        if (steps.Length == 0) throw new FormatException("'completions' is empty");
        if (labels.Length > steps.Length) throw new FormatException($"there are {labels.Length} labels for {steps.Length} completions");
        bool finished = !row.TryGetProperty("finished", out JsonElement value) || value.GetBoolean();
        return new StepwiseSolution(JsonLines.Text(row, "prompt"), steps, labels, finished);
    });

    private static JsonElement Field(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? value
            : throw new KeyNotFoundException($"there is no list '{name}'");

    private static bool Label(JsonElement label) => label.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when label.GetDouble() is 0 or 1 => label.GetDouble() == 1,
        _ => throw new FormatException($"the label {label.GetRawText()} is neither true nor false"),
    };
}
