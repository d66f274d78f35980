using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pure.Data;

namespace Pure.Rewards.Labels;

/// <summary>
/// A sampled solution with the outcomes of completions from each of its prefixes: what Monte Carlo step labels are made of. The
/// counts are kept and not the labels, so that another kind of label, or another eta, needs no new samples.
/// </summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Sample">Index of the solution within its problem, from 0.</param>
/// <param name="Prompt">The prompt as the policy read it.</param>
/// <param name="Steps">Texts of the solution's steps, without their separator; a step that the length limit cut is left out.</param>
/// <param name="Finished">Whether the last of these steps ends the response.</param>
/// <param name="Correct">Whether the solution's own answer is right.</param>
/// <param name="Completions">Completions sampled from each prefix, n.</param>
/// <param name="RootSuccesses">How many completions of the bare prompt were right.</param>
/// <param name="Successes">For each step, how many completions from behind it were right. Behind the step that ends the response nothing is sampled: n or 0, as the solution itself is right or wrong.</param>
public sealed record SolutionCounts(
    [property: JsonPropertyName("problem_id")] string ProblemId,
    [property: JsonPropertyName("sample")] int Sample,
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("steps")] string[] Steps,
    [property: JsonPropertyName("finished")] bool Finished,
    [property: JsonPropertyName("correct")] bool Correct,
    [property: JsonPropertyName("completions")] int Completions,
    [property: JsonPropertyName("root_successes")] int RootSuccesses,
    [property: JsonPropertyName("successes")] int[] Successes)
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>Reads a file of counts.</summary>
    /// <exception cref="PureException">A line is not what <see cref="ToJson"/> writes.</exception>
    public static IReadOnlyList<SolutionCounts> Read(string path) => JsonLines.Read(path, (row, _) =>
    {
        SolutionCounts counts = row.Deserialize<SolutionCounts>(Format)!;
        if (counts.Steps is null || counts.Successes is null || counts.ProblemId is null || counts.Prompt is null)
            throw new FormatException("it is not a line of counts: problem_id, prompt, steps and successes must be there");
        if (counts.Steps.Length != counts.Successes.Length)
            throw new FormatException($"there are {counts.Successes.Length} successes for {counts.Steps.Length} steps");
        if (counts.Completions < 1 || counts.Successes.Append(counts.RootSuccesses).Any(s => s < 0 || s > counts.Completions))
            throw new FormatException($"a number of successes lies outside 0 to {counts.Completions}");
        return counts;
    });
}
