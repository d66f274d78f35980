// PRM800K (arXiv 2305.20050), both phases. A row is a labelled session: at each step the labeller saw one or several candidates,
// rated them -1, 0 or 1, and chose one to go on with, or (phase 1) wrote one. The path of chosen steps is the solution; in phase 2 it
// ends at the first mistake.
using System.Text.Json;

namespace Pure.Data.Formats;

/// <summary>PRM800K's rows: <c>question</c>, <c>label</c>.</summary>
public static class Prm800kFormat
{
    /// <summary>The format.</summary>
    public static RowFormat<StepwiseSolution> Format { get; } = new("prm800k", ["question", "label"], Read);

    /// <summary>The path of a session: text and rating of each step, the rating null where there is none.</summary>
    /// <param name="label">The row's <c>label</c>.</param>
    public static IReadOnlyList<(string Text, int? Rating)> Path(JsonElement label)
    {
        var path = new List<(string, int?)>();
        foreach (JsonElement step in label.GetProperty("steps").EnumerateArray())
        {
            if (Chosen(step) is { } index)
            {
                path.Add(Candidate(step, index));
            }
            else if (Human(step) is { } written)
            {
                path.Add((written, 1));
            }
            else
            {
                // The mistake at which a session ends has no choice: its first candidate is the step that was generated.
                if (Candidates(step).Length > 0) path.Add(Candidate(step, 0));
                break;
            }
        }

        return path;
    }

    private static IEnumerable<StepwiseSolution> Read(RowFields fields, LeftOut leftOut)
    {
        string problem = fields.Text("question.problem");
        JsonElement label = fields.Value("label");
        if (fields.Flag("is_quality_control_question", otherwise: false)) return Skip("rows of quality control");
        if (fields.Flag("is_initial_screening_question", otherwise: false)) return Skip("rows of the initial screening");
        string reason = fields.OptionalText("label.finish_reason") ?? "";
        if (reason is "bad_problem" or "give_up") return Skip($"rows that ended in {reason}");

        List<(string Text, bool Good)> path = Rated(Path(label), fields.Options, leftOut);
        var solutions = new List<StepwiseSolution>();
        if (fields.Options.Alternatives) solutions.AddRange(Alternatives(problem, label, path, fields.Options));
        if (path.Count > 0) solutions.Add(Solution(problem, path, finished: reason == "solution" && path.Count == label.GetProperty("steps").GetArrayLength()));
        else if (solutions.Count == 0) return Skip("rows without a rated step");
        return solutions;

        IEnumerable<StepwiseSolution> Skip(string why)
        {
            leftOut.Add(why);
            return [];
        }
    }

    private static StepwiseSolution Solution(string problem, List<(string Text, bool Good)> path, bool finished) =>
        new(problem, [.. path.Select(s => s.Text)], [.. path.Select(s => s.Good)], finished);

    /// <summary>The path up to the first step that nobody rated.</summary>
    private static List<(string Text, bool Good)> Rated(IReadOnlyList<(string Text, int? Rating)> path, DataOptions options, LeftOut leftOut)
    {
        var rated = new List<(string, bool)>();
        foreach ((string text, int? rating) in path)
        {
            if (rating is null)
            {
                leftOut.Add("solutions cut before a step without a rating");
                break;
            }

            rated.Add((text, IsGood(rating.Value, options)));
        }

        return rated;
    }

    private static IEnumerable<StepwiseSolution> Alternatives(string problem, JsonElement label, List<(string Text, bool Good)> path, DataOptions options)
    {
        int position = 0;
        foreach (JsonElement step in label.GetProperty("steps").EnumerateArray())
        {
            if (position > path.Count) yield break;
            int taken = Chosen(step) ?? (Human(step) is null ? 0 : -1);
            for (int i = 0; i < Candidates(step).Length; i++)
            {
                if (i == taken || Candidate(step, i) is not (var text, { } rating)) continue;
                yield return Solution(problem, [.. path.Take(position), (text, IsGood(rating, options))], finished: false);
            }

            position++;
        }
    }

    private static bool IsGood(int rating, DataOptions options) => rating switch
    {
        1 => true,
        0 => options.NeutralSteps == NeutralSteps.Good,
        -1 => false,
        _ => throw new FormatException($"the rating {rating} is none of -1, 0, 1"),
    };

    private static int? Chosen(JsonElement step) =>
        step.TryGetProperty("chosen_completion", out JsonElement chosen) && chosen.ValueKind == JsonValueKind.Number ? chosen.GetInt32() : null;

    private static string? Human(JsonElement step)
    {
        if (!step.TryGetProperty("human_completion", out JsonElement human)) return null;
        return human.ValueKind switch
        {
            JsonValueKind.String => human.GetString(),
            JsonValueKind.Object => RowFields.TextOf(human.GetProperty("text"), "human_completion.text"),
            _ => null,
        };
    }

    private static JsonElement[] Candidates(JsonElement step) =>
        step.TryGetProperty("completions", out JsonElement completions) && completions.ValueKind == JsonValueKind.Array ? [.. completions.EnumerateArray()] : [];

    private static (string Text, int? Rating) Candidate(JsonElement step, int index)
    {
        JsonElement[] candidates = Candidates(step);
        if (index < 0 || index >= candidates.Length) throw new FormatException($"chosen_completion is {index}, and there are {candidates.Length} completions");
        JsonElement rating = candidates[index].TryGetProperty("rating", out JsonElement value) ? value : default;
        return (RowFields.TextOf(candidates[index].GetProperty("text"), "text"), rating.ValueKind == JsonValueKind.Number ? rating.GetInt32() : null);
    }
}
