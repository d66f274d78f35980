using System.Text.Json;

namespace Pure.Data.Formats;

/// <summary>TRL's unpaired preferences: <c>prompt</c>, <c>completion</c>, <c>label</c> (true, false, or a share in [0, 1]), optional <c>finished</c>.</summary>
internal static class OutcomeFormat
{
    public static RowFormat<OutcomeSample> Format { get; } = RowFormat<OutcomeSample>.One("outcome", ["prompt", "completion", "label"], fields =>
        new OutcomeSample(fields.Prompt("prompt"), fields.Text("completion"), Label(fields.Value("label")), fields.Flag("finished", otherwise: true)));

    private static double Label(JsonElement label)
    {
        double value = label.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            JsonValueKind.Number => label.GetDouble(),
            _ => throw new FormatException($"the label {label.GetRawText()} is neither true nor false nor a number"),
        };
        return value is >= 0 and <= 1 ? value : throw new FormatException($"the label {value} is not in [0, 1]");
    }
}
