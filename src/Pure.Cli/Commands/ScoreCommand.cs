// pure score: what a reward model says of every step of given solutions. Reads rollouts as 'pure generate' writes them, or solutions whose
// steps are texts; writes what 'pure credit' reads.
using System.Buffers;
using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pure.Answers;
using Pure.Cli.Console;
using Pure.Cli.Inference;
using Pure.Data;
using Pure.Evaluation.Benchmarks;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Runs;
using Pure.Training;

namespace Pure.Cli.Commands;

/// <summary>The command <c>pure score</c>.</summary>
internal static class ScoreCommand
{
    private const int Batch = 64;
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Argument<string> File = new("FILE") { Description = "JSON Lines: rollouts of 'pure generate', or solutions with problem (or prompt) and steps (or completions)." };
    private static readonly Option<string?> Out = new("--out") { Description = "File to write (default: standard output).", HelpName = "FILE" };

    public static Command Create()
    {
        Command command = new("score", "Score the steps of given solutions with a reward model: JSON Lines that 'pure credit' reads.") { File, Out };
        var arguments = new InferenceArguments(command, temperature: 1, template: "problem");
        return command.Does((parsed, output, cancel) => Run(arguments, parsed, output, cancel));
    }

    private static void Run(InferenceArguments arguments, ParseResult parsed, Output output, CancellationToken cancel)
    {
        using var session = new InferenceSession(arguments, parsed, needsPolicy: false, needsRewardModel: true);
        BenchmarkPrompt template = arguments.Template(parsed, session);
        IReadOnlyList<Solution> solutions = JsonLines.Read(parsed.GetRequiredValue(File), (row, number) => Read(row, number, template, session));
        AnswerJudge judge = arguments.Judge(parsed);
        int missing = 0, steps = 0, done = 0;
        using (ProgressDisplay progress = output.Progress())
        {
            LineOutput.Write(parsed.GetValue(Out), stream =>
            {
                foreach (Solution[] some in solutions.Chunk(Batch))
                {
                    cancel.ThrowIfCancellationRequested();
                    IReadOnlyList<ResponseReward> rewards = session.RewardModel!.Score([.. some.Select(s => s.Line.Rollout)], [.. some.Select(s => s.Steps)], session.Scoring);
                    for (int i = 0; i < some.Length; i++) Write(stream, some[i], rewards[i], judge, session);
                    missing += rewards.Count(r => r.IsMissing);
                    steps += rewards.Sum(r => r.Steps.Length);
                    progress.Report(new RunProgress("score", done += some.Length, solutions.Count));
                }
            });
        }

        output.Notify($"{solutions.Count} solutions, {steps} steps scored{(missing > 0 ? $"; {missing} solutions could not be scored and have no rewards" : "")}.");
    }

    private static Solution Read(JsonElement row, int number, BenchmarkPrompt template, InferenceSession session)
    {
        if (row.TryGetProperty("response_ids", out _))
        {
            var line = RolloutLine.Read(row, number);
            return new Solution(line, Steps.Of(line.Rollout.ResponseIds, session.Separators));
        }

        string problem = JsonLines.OptionalText(row, "problem") ?? JsonLines.OptionalText(row, "prompt") ?? throw new FormatException("there is neither 'problem' nor 'prompt'");
        JsonElement texts = row.TryGetProperty("steps", out JsonElement steps) || row.TryGetProperty("completions", out steps) ? steps : throw new FormatException("there is none of 'response_ids', 'steps' and 'completions'");
        bool finished = !row.TryGetProperty("finished", out JsonElement flag) || flag.GetBoolean();
        string id = JsonLines.OptionalText(row, "prompt_id") ?? JsonLines.OptionalText(row, "id") ?? $"line-{number}";
        (Rollout rollout, Steps map) = StepwiseRollout.Of(
            id, template.Encode(session.Tokenizer, problem), [.. texts.EnumerateArray().Select(t => t.GetString() ?? throw new FormatException("a step is null"))], session.Tokenizer, session.Separator, finished);
        return new Solution(new RolloutLine(rollout, problem, null, JsonLines.OptionalText(row, "answer")), map);
    }

    private static void Write(Stream stream, Solution solution, ResponseReward reward, AnswerJudge judge, InferenceSession session)
    {
        (RolloutLine line, Steps steps) = solution;
        Rollout rollout = line.Rollout;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("prompt_id", rollout.ProblemId);
            json.WriteNumber("sample", rollout.Sample);
            if (line.Prompt is not null) json.WriteString("prompt", line.Prompt);
            if (line.Answer is not null)
            {
                string text = line.Response ?? ResponseDecoding.TextOf(rollout, session.Tokenizer);
                json.WriteNumber("outcome", judge.Grade(text, rollout.Finish == FinishReason.Stop, line.Answer).Verdict == AnswerVerdict.Equal ? 1 : 0);
            }

            if (rollout.Finish == FinishReason.Length) json.WriteBoolean("truncated", value: true);
            json.WriteStartArray("steps");
            for (int j = 0; j < steps.Count; j++)
            {
                ReadOnlySpan<int> ids = rollout.ResponseIds.AsSpan(steps.Start(j)..(steps.End(j) + 1));
                json.WriteStartObject();
                json.WriteString("text", session.Tokenizer.Decode(ids, skipSpecial: true).TrimEnd('\n'));
                json.WriteNumber("tokens", ids.Length);
                if (!reward.IsMissing) json.WriteNumber("reward", reward.Steps[j]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (reward.IsMissing) json.WriteBoolean("missing", value: true);
            else WriteScores(json, reward.Steps);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        stream.Write(buffer.WrittenSpan);
    }

    /// <summary>Scores of the whole solution, where rewards are differences of two probabilities.</summary>
    private static void WriteScores(Utf8JsonWriter json, double[] rewards)
    {
        if (rewards.Length == 0 || !Array.TrueForAll(rewards, r => r is >= -1 and <= 1)) return;
        double[] probabilities = Array.ConvertAll(rewards, r => (r + 1) / 2);
        json.WriteStartObject("probability");
        json.WriteNumber("min", StepAggregation.Of(probabilities, Aggregation.Min));
        json.WriteNumber("last", StepAggregation.Of(probabilities, Aggregation.Last));
        json.WriteNumber("product", StepAggregation.Of(probabilities, Aggregation.Product));
        json.WriteEndObject();
    }

    private sealed record Solution(RolloutLine Line, Steps Steps);
}
