using System.Text.Json;

namespace Pure.Evaluation.RewardBench;

/// <summary>A prompt with a better and a worse answer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Prompt">What was asked; earlier turns are joined by blank lines.</param>
/// <param name="Chosen">The better answer.</param>
/// <param name="Rejected">The worse answer.</param>
/// <param name="Subset">Its subset.</param>
public sealed record RewardBenchPair(string Id, string Prompt, string Chosen, string Rejected, string Subset)
{
    /// <summary>Reads RewardBench 1: <c>prompt</c>, <c>chosen</c>, <c>rejected</c> as texts, or the last two as lists of messages of which the prompt is all but the last; <c>subset</c> and <c>id</c>.</summary>
    /// <exception cref="PureException">Names file and row.</exception>
    public static IReadOnlyList<RewardBenchPair> Read(string path) => JsonRows.Read(path, (row, number) =>
    {
        (string? prompt, string chosen) = Answer(row, "chosen");
        (_, string rejected) = Answer(row, "rejected");
        string? given = Data.JsonLines.OptionalText(row, "prompt");
        return new RewardBenchPair(
            JsonRows.Id(row, number), given ?? prompt ?? throw new KeyNotFoundException("there is no field 'prompt'"), chosen, rejected,
            Data.JsonLines.OptionalText(row, "subset") ?? Path.GetFileNameWithoutExtension(path));
    });

    private static (string? Prompt, string Answer) Answer(JsonElement row, string field)
    {
        if (!row.TryGetProperty(field, out JsonElement value)) throw new KeyNotFoundException($"there is no field '{field}'");
        if (value.ValueKind == JsonValueKind.String) return (null, value.GetString()!);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0) throw new FormatException($"the field '{field}' is neither a text nor a list of messages");
        string[] contents = [.. value.EnumerateArray().Select(message => Data.JsonLines.Text(message, "content"))];
        return (contents.Length > 1 ? string.Join("\n\n", contents[..^1]) : null, contents[^1]);
    }
}
