using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pure.Data.Chain;

/// <summary>
/// Writes chain data as JSON Lines under the field names that training programs read: prompts for RL, prompt-completion
/// pairs for imitation, and stepwise supervision (<c>prompt</c>, <c>completions</c>, <c>labels</c>, as in TRL) for a process
/// reward model. So the embedded task comes to the trainers in the same way as any other data set.
/// </summary>
public static class ChainJsonLines
{
    // Plain '+' instead of \u002B: the files are for people too, and never part of a web page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One <c>{"id", "problem", "answer"}</c> a line.</summary>
    /// <exception cref="PureException">The file cannot be written.</exception>
    public static void WritePrompts(string path, IEnumerable<Problem> problems) =>
        Write(path, problems, (json, problem) =>
        {
            json.WriteString("id", problem.Id);
            json.WriteString("problem", problem.Text);
            json.WriteString("answer", problem.Answer);
        });

    /// <summary>One <c>{"prompt", "completion"}</c> a line; the completion is without its end-of-sequence token.</summary>
    /// <exception cref="PureException">The file cannot be written.</exception>
    public static void WriteDemonstrations(string path, IEnumerable<ChainSolution> solutions) =>
        Write(path, solutions, (json, solution) =>
        {
            json.WriteString("prompt", solution.Problem.Prompt);
            json.WriteString("completion", solution.Text);
        });

    /// <summary>
    /// One <c>{"prompt", "completions": [step], "labels": [correct]}</c> a line; steps are without their separator. Where the
    /// last step is not the end of a response, because that was cut, <c>"finished": false</c> says so: a separator ends it
    /// then and no end-of-sequence token.
    /// </summary>
    /// <param name="path">File to write.</param>
    /// <param name="solutions">Solutions with verdicts; those without a step are refused.</param>
    /// <param name="throughFirstError">
    /// Whether steps and labels end with the first wrong step, as people labelled PRM800K (Lightman et al. 2023), or go on.
    /// </param>
    /// <exception cref="PureException">The file cannot be written, or a solution has no steps.</exception>
    public static void WriteSteps(string path, IEnumerable<ChainSolution> solutions, bool throughFirstError) =>
        Write(path, solutions, (json, solution) =>
        {
            if (solution.Steps.Count == 0)
                throw new PureException($"A response to '{solution.Problem.Prompt.TrimEnd()}' has no steps, so '{path}' cannot hold its labels. Leave out empty responses.");
            int count = throughFirstError && solution.FirstError >= 0 ? solution.FirstError + 1 : solution.Steps.Count;
            json.WriteString("prompt", solution.Problem.Prompt);
            json.WriteStartArray("completions");
            for (int j = 0; j < count; j++) json.WriteStringValue(solution.Steps[j].Text);
            json.WriteEndArray();
            json.WriteStartArray("labels");
            for (int j = 0; j < count; j++) json.WriteBooleanValue(solution.Steps[j].Correct);
            json.WriteEndArray();
            if (!solution.Finished || count < solution.Steps.Count) json.WriteBoolean("finished", false);
        });

    /// <summary>One <c>{"prompt", "completion", "label"}</c> a line: responses with their outcome alone. A response that was cut says <c>"finished": false</c>.</summary>
    /// <exception cref="PureException">The file cannot be written.</exception>
    public static void WriteOutcomes(string path, IEnumerable<ChainSolution> solutions) =>
        Write(path, solutions, (json, solution) =>
        {
            json.WriteString("prompt", solution.Problem.Prompt);
            json.WriteString("completion", solution.Text);
            json.WriteBoolean("label", solution.Passed && solution.Finished);
            if (!solution.Finished) json.WriteBoolean("finished", false);
        });

    /// <summary>One <c>{"id", "generator", "problem", "steps", "final_answer_correct", "label"}</c> a line, as in ProcessBench: the label is the index of the first wrong step, -1 for none.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="solutions">Whole solutions with verdicts, by id.</param>
    /// <param name="generator">Who wrote them.</param>
    /// <exception cref="PureException">The file cannot be written.</exception>
    public static void WriteProcessBench(string path, IEnumerable<(string Id, ChainSolution Solution)> solutions, string generator) =>
        Write(path, solutions, (json, item) =>
        {
            json.WriteString("id", item.Id);
            json.WriteString("generator", generator);
            json.WriteString("problem", item.Solution.Problem.Prompt);
            json.WriteStartArray("steps");
            foreach (ChainStep step in item.Solution.Steps) json.WriteStringValue(step.Text);
            json.WriteEndArray();
            json.WriteBoolean("final_answer_correct", item.Solution.Passed);
            json.WriteNumber("label", item.Solution.FirstError);
        });

    /// <summary>One <c>{"prompt", "chosen", "rejected"}</c> a line: preference pairs.</summary>
    /// <exception cref="PureException">The file cannot be written.</exception>
    public static void WritePreferences(string path, IEnumerable<ChainPreference> pairs) =>
        Write(path, pairs, (json, pair) =>
        {
            json.WriteString("prompt", pair.Chosen.Problem.Prompt);
            json.WriteString("chosen", pair.Chosen.Text);
            json.WriteString("rejected", pair.Rejected.Text);
        });

    /// <summary>One <c>{"prompt", "completion"}</c> a line: a solution to verify, and its exact verification, for imitation.</summary>
    /// <exception cref="PureException">The file cannot be written.</exception>
    public static void WriteVerifications(string path, IEnumerable<ChainSolution> solutions) =>
        Write(path, solutions, (json, solution) =>
        {
            json.WriteString("prompt", ChainVerification.Prompt(solution));
            json.WriteString("completion", ChainVerification.Of(solution).Completion);
        });

    // Beside and renamed, so that an interrupted run leaves no half-written data set.
    private static void Write<T>(string path, IEnumerable<T> items, Action<Utf8JsonWriter, T> fields)
    {
        string temporary = path + ".part";
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            using (FileStream stream = File.Create(temporary))
            {
                foreach (T item in items)
                {
                    using (var json = new Utf8JsonWriter(stream, Plain))
                    {
                        json.WriteStartObject();
                        fields(json, item);
                        json.WriteEndObject();
                    }

                    stream.WriteByte((byte)'\n');
                }
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"Could not write '{path}': {cause.Message} Give a path that can be written, on a disk with room.", cause);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }
}
