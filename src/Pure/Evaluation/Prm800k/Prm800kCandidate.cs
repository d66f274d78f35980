using System.Text.Json;
using Pure.Data;

namespace Pure.Evaluation.Prm800k;

/// <summary>A sampled solution to a problem, for best-of-n with a reward model.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Steps">Texts of its steps; none where a score is given.</param>
/// <param name="Answer">Its answer; <see langword="null"/> for none.</param>
/// <param name="IsCorrect">Whether that is right; <see langword="null"/> where it is to be graded.</param>
/// <param name="Reference">The reference answer, where it is to be graded.</param>
/// <param name="Score">A score that is known already.</param>
public sealed record Prm800kCandidate(string Problem, string[] Steps, string? Answer, bool? IsCorrect, string? Reference, double? Score)
{
    /// <summary>Reads samples, one a row: <c>problem</c>, <c>answer</c> (null for none), <c>steps</c> or <c>prm_score</c>, and <c>is_correct</c> or <c>gt_answer</c>.</summary>
    /// <exception cref="PureException">Names file and row.</exception>
    public static IReadOnlyList<Prm800kCandidate> Read(string path) => JsonRows.Read(path, (row, _) =>
    {
        double? score = row.TryGetProperty("prm_score", out JsonElement given) && given.ValueKind == JsonValueKind.Number ? given.GetDouble() : null;
        bool? correct = row.TryGetProperty("is_correct", out JsonElement flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False ? flag.GetBoolean() : null;
        string? reference = JsonLines.OptionalText(row, "gt_answer");
        if (correct is null && reference is null) throw new FormatException("there is neither 'is_correct' nor 'gt_answer'");
        return new Prm800kCandidate(JsonLines.Text(row, "problem"), score is null ? JsonRows.Texts(row, "steps") : [], JsonLines.OptionalText(row, "answer"), correct, reference, score);
    });
}
