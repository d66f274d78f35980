using System.Text.Json;

namespace Pure.Data.Formats;

/// <summary>verl's training files: <c>data_source</c>, <c>prompt</c> as messages, <c>reward_model.ground_truth</c>, <c>extra_info.index</c>.</summary>
internal static class VerlFormat
{
    public static RowFormat<ProblemRow> Format { get; } = RowFormat<ProblemRow>.One("verl", ["data_source", "prompt", "reward_model"], fields =>
    {
        // Its examples write the answer as a text; where one wrote a number, the file's own digits are the answer.
        JsonElement truth = fields.Value("reward_model.ground_truth");
        string? answer = truth.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Number => truth.GetRawText(),
            _ => RowFields.TextOf(truth, "reward_model.ground_truth"),
        };
        return new ProblemRow(Id(fields), fields.Prompt("prompt"), answer);
    });

    private static string Id(RowFields fields)
    {
        if (fields.Has("id")) return fields.Text("id");
        if (!fields.Has("extra_info.index")) return fields.DefaultId;
        JsonElement index = fields.Value("extra_info.index");
        string name = index.ValueKind == JsonValueKind.String ? index.GetString()! : index.GetRawText();
        return fields.Has("extra_info.split") ? $"{fields.Text("data_source")}/{fields.Text("extra_info.split")}/{name}" : $"{fields.Text("data_source")}/{name}";
    }
}
