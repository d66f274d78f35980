// pure generate: responses of a policy to a file of problems, as JSON Lines with the token ids exactly as sampled.
using System.CommandLine;
using Pure.Cli.Console;
using Pure.Cli.Inference;
using Pure.Data;
using Pure.Evaluation.Benchmarks;
using Pure.Rollouts;
using Pure.Runs;
using Pure.Training;

namespace Pure.Cli.Commands;

/// <summary>The command <c>pure generate</c>.</summary>
internal static class GenerateCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "JSON Lines with problem (or messages, a conversation), optional id and answer." };
    private static readonly Option<string?> Out = new("--out") { Description = "File to write (default: standard output).", HelpName = "FILE" };
    private static readonly Option<int> Samples = new("--samples") { Description = "Responses to each problem.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Limit = new("--limit") { Description = "Only the first problems; 0 for all." };

    public static Command Create()
    {
        Command command = new("generate", "Sample responses to problems: JSON Lines with texts, token ids and log-probabilities.") { File, Out, Samples, Limit };
        var arguments = new InferenceArguments(command, temperature: 1, grades: false);
        return command.Does((parsed, output, cancel) => Run(arguments, parsed, output, cancel));
    }

    private static void Run(InferenceArguments arguments, ParseResult parsed, Output output, CancellationToken cancel)
    {
        int samples = InferenceArguments.AtLeastOne(parsed, Samples), limit = parsed.GetValue(Limit);
        IReadOnlyList<Problem> problems = ProblemFile.ReadBare(parsed.GetRequiredValue(File), new DataOptions()).Rows;
        if (limit > 0) problems = [.. problems.Take(limit)];
        using var session = new InferenceSession(arguments, parsed, needsPolicy: true, needsRewardModel: false);
        BenchmarkPrompt template = arguments.Template(parsed, session);
        Prompt[] prompts = [.. problems.Select(p => new Prompt(p.Id, template.Encode(session.Tokenizer, p)))];
        SamplingOptions sampling = arguments.Sampling(parsed, session.MaxPositions, prompts.Select(p => p.Ids)) with { StopAt = session.Tokenizer.StopIds.ToHashSet() };
        ulong seed = arguments.Seed(parsed);
        int chunk = Math.Max(1, arguments.Lanes(parsed) * arguments.MaxDecodeRows(parsed) / samples), cut = 0, done = 0;
        long tokens = 0;
        using (ProgressDisplay progress = output.Progress())
        {
            LineOutput.Write(parsed.GetValue(Out), stream =>
            {
                foreach (int[] some in Enumerable.Range(0, prompts.Length).Chunk(chunk))
                {
                    cancel.ThrowIfCancellationRequested();
                    IReadOnlyList<Rollout> rollouts = session.Generator!.Generate(new GenerationRequest([.. some.Select(i => prompts[i])], samples, seed), sampling, cancel);
                    for (int k = 0; k < rollouts.Count; k++)
                    {
                        Problem problem = problems[some[k / samples]];
                        new RolloutLine(rollouts[k], problem.Text, ResponseDecoding.TextOf(rollouts[k], session.Tokenizer), problem.Answer).Write(stream);
                    }

                    cut += rollouts.Count(r => r.Finish == FinishReason.Length);
                    tokens += rollouts.Sum(r => (long)r.ResponseIds.Length);
                    progress.Report(new RunProgress("generate", done += some.Length, prompts.Length));
                }
            });
        }

        output.Notify($"{prompts.Length * samples} responses, {tokens} tokens; {cut} were cut at {sampling.MaxNewTokens} tokens.");
    }
}
