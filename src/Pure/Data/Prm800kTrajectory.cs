// The solution that a PRM800K label walks along (arXiv 2305.20050): at each step the labeller chose one of the candidates, or wrote a step
// (phase 1), or found the candidate wrong and stopped.
using System.Text.Json;

namespace Pure.Data;

/// <summary>Reads the <c>label</c> object of a PRM800K row.</summary>
public static class Prm800kTrajectory
{
    /// <summary>The steps: the chosen candidate, else the labeller's own step, which counts as good, else the first candidate, which ends the solution.</summary>
    public static IReadOnlyList<Prm800kStep> Of(JsonElement label)
    {
        var steps = new List<Prm800kStep>();
        foreach (JsonElement step in label.GetProperty("steps").EnumerateArray())
        {
            JsonElement candidates = step.GetProperty("completions");
            if (step.TryGetProperty("chosen_completion", out JsonElement chosen) && chosen.ValueKind == JsonValueKind.Number)
            {
                steps.Add(Candidate(candidates[chosen.GetInt32()]));
                continue;
            }

            if (step.TryGetProperty("human_completion", out JsonElement human) && human.ValueKind != JsonValueKind.Null)
            {
                steps.Add(new Prm800kStep(human.ValueKind == JsonValueKind.String ? human.GetString()! : JsonLines.Text(human, "text"), 1));
                continue;
            }

            if (candidates.ValueKind == JsonValueKind.Array && candidates.GetArrayLength() > 0) steps.Add(Candidate(candidates[0]));
            break;
        }

        return steps;
    }

    private static Prm800kStep Candidate(JsonElement candidate) =>
        new(JsonLines.Text(candidate, "text"), candidate.TryGetProperty("rating", out JsonElement rating) && rating.ValueKind == JsonValueKind.Number ? rating.GetInt32() : null);
}
