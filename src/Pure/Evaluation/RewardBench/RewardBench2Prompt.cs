using System.Text.Json;

namespace Pure.Evaluation.RewardBench;

/// <summary>A prompt of RewardBench 2.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Prompt">What was asked.</param>
/// <param name="Answers">Right answers first, then wrong ones.</param>
/// <param name="Correct">How many are right.</param>
/// <param name="Subset">Its domain.</param>
public sealed record RewardBench2Prompt(string Id, string Prompt, string[] Answers, int Correct, string Subset)
{
    /// <summary>Name of the domain of several right answers.</summary>
    public const string Ties = "Ties";

    public bool IsTies => string.Equals(Subset, Ties, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <c>id</c>, <c>prompt</c>, <c>chosen</c> and <c>rejected</c> (lists), <c>num_correct</c> and <c>subset</c>.</summary>
    /// <exception cref="PureException">Names file and row.</exception>
    public static IReadOnlyList<RewardBench2Prompt> Read(string path) => JsonRows.Read(path, (row, number) =>
    {
        string[] chosen = JsonRows.Texts(row, "chosen"), rejected = JsonRows.Texts(row, "rejected");
        if (chosen.Length == 0 || rejected.Length == 0) throw new FormatException("a prompt needs a chosen and a rejected answer");
        int correct = row.TryGetProperty("num_correct", out JsonElement stated) && stated.ValueKind == JsonValueKind.Number ? stated.GetInt32() : chosen.Length;
        if (correct != chosen.Length) throw new FormatException($"'num_correct' is {correct} for {chosen.Length} chosen answers");
        return new RewardBench2Prompt(JsonRows.Id(row, number), Data.JsonLines.Text(row, "prompt"), [.. chosen, .. rejected], correct, Data.JsonLines.Text(row, "subset"));
    });
}
