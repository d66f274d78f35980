using System.CommandLine;
using System.Globalization;
using Pure.Cli.Console;
using Pure.Cli.Inference;
using Pure.Evaluation.Benchmarks;
using Pure.Evaluation.ProcessBench;
using Pure.Rollouts;
using Pure.Runs;
using Pure.Training;

namespace Pure.Cli.Judging;

/// <summary>ProcessBench: finds a reward model, or a language model as critic, the first wrong step?</summary>
internal static class ProcessBenchJudge
{
    private const string ThresholdSubset = "gsm8k";
    private const int Batch = 64;

    /// <summary>Judges a reward model.</summary>
    public static void Run(string[] files, InferenceArguments arguments, ParseResult parsed, string threshold, JudgeOutput output)
    {
        using var session = new InferenceSession(arguments, parsed, needsPolicy: false, needsRewardModel: true);
        BenchmarkPrompt template = arguments.Template(parsed, session, "problem");
        using (ProgressDisplay progress = output.Console.Progress())
        {
            ProcessBenchSubset[] subsets = [.. files.Select(file => Score(file, session, template, progress, output.Cancel))];
            ThresholdChoice? chosen = threshold == "auto" ? Choose(subsets) : null;
            double value = chosen?.Threshold ?? (double.TryParse(threshold, NumberStyles.Float, CultureInfo.InvariantCulture, out double given) ? given
                : throw new PureException($"--threshold is '{threshold}'. Give a number or 'auto'."));
            progress.Dispose();
            Write(output, arguments.RewardModel(parsed)!, [.. subsets.Select(s => (s.Name, s.At(value)))], value,
                chosen is null ? "" : $"The threshold was chosen on {Chooser(subsets).Name}{(subsets.Length == 1 ? ", the set that it is judged on: its F1 is an upper bound" : "")}.");
        }
    }

    /// <summary>Judges a language model that names the first wrong paragraph.</summary>
    public static void Critic(string[] files, InferenceArguments arguments, ParseResult parsed, int votes, JudgeOutput output)
    {
        using var session = new InferenceSession(arguments, parsed, needsPolicy: true, needsRewardModel: false);
        BenchmarkPrompt template = arguments.Template(parsed, session, "problem");
        var results = new List<(string Name, ProcessBenchScore Score)>();
        using (ProgressDisplay progress = output.Console.Progress())
        {
            foreach (string file in files)
            {
                IReadOnlyList<ProcessBenchSolution> solutions = ProcessBenchSolution.Read(file);
                var predictions = new List<int?>();
                foreach (ProcessBenchSolution[] some in solutions.Chunk(Math.Max(1, Batch / votes)))
                {
                    Prompt[] prompts = [.. some.Select(s => new Prompt(s.Id, template.Encode(session.Tokenizer, CriticPrompt.Of(s.Problem, s.Steps))))];
                    SamplingOptions sampling = arguments.Sampling(parsed, session.MaxPositions, prompts.Select(p => p.Ids)) with { StopAt = session.Tokenizer.StopIds.ToHashSet() };
                    IReadOnlyList<Rollout> replies = session.Generator!.Generate(
                        new GenerationRequest(prompts, votes, arguments.Seed(parsed)), votes == 1 ? sampling with { Temperature = 0 } : sampling, output.Cancel);
                    string[] texts = [.. replies.Select(reply => ResponseDecoding.TextOf(reply, session.Tokenizer))];
                    predictions.AddRange(some.Select((_, i) => votes == 1 ? CriticReply.Prediction(texts[i]) : CriticReply.Vote(texts[(i * votes)..((i + 1) * votes)])));
                    progress.Report(new RunProgress(Name(file), predictions.Count, solutions.Count));
                }

                results.Add((Name(file), ProcessBenchScore.Of([.. solutions.Select(s => s.Label)], predictions)));
            }
        }

        Write(output, arguments.Policy(parsed)!, results, null, votes == 1 ? "Critic: the most likely reply." : $"Critic: {votes} replies vote.");
    }

    private static ProcessBenchSubset Score(string file, InferenceSession session, BenchmarkPrompt template, ProgressDisplay progress, CancellationToken cancel)
    {
        IReadOnlyList<ProcessBenchSolution> solutions = ProcessBenchSolution.Read(file);
        var scores = new List<double[]>();
        foreach (ProcessBenchSolution[] some in solutions.Chunk(Batch))
        {
            cancel.ThrowIfCancellationRequested();
            scores.AddRange(StepProbabilities.Of(session, [.. some.Select(s => (s.Id, template.Encode(session.Tokenizer, s.Problem), (IReadOnlyList<string>)s.Steps))]));
            progress.Report(new RunProgress(Name(file), scores.Count, solutions.Count));
        }

        return new ProcessBenchSubset(Name(file), [.. solutions.Select(s => s.Label)], scores);
    }

    private static ThresholdChoice Choose(ProcessBenchSubset[] subsets)
    {
        ProcessBenchSubset on = Chooser(subsets);
        return ThresholdChoice.Best(on.Scores, on.Labels, ThresholdChoice.Grid);
    }

    private static ProcessBenchSubset Chooser(ProcessBenchSubset[] subsets) =>
        Array.Find(subsets, subset => subset.Name == ThresholdSubset) ?? (subsets.Length == 1 ? subsets[0]
            : throw new PureException($"--threshold auto chooses on the subset '{ThresholdSubset}', and no file is named so. Add {ThresholdSubset}.jsonl, or give a number."));

    private static void Write(JudgeOutput output, string model, IReadOnlyList<(string Name, ProcessBenchScore Score)> results, double? threshold, string remark)
    {
        double[] f1 = [.. results.Select(r => r.Score.F1)];
        int[] sizes = [.. results.Select(r => r.Score.Errors + r.Score.Corrects)];
        double plain = ProcessBenchAverage.Plain(f1), weighted = ProcessBenchAverage.Weighted(f1, sizes);
        var json = new
        {
            benchmark = "processbench",
            model,
            threshold,
            subsets = results.Select(r => new { name = r.Name, errors = r.Score.Errors, corrects = r.Score.Corrects, without_prediction = r.Score.Unread, error_accuracy = JudgeOutput.Finite(r.Score.ErrorAccuracy), correct_accuracy = JudgeOutput.Finite(r.Score.CorrectAccuracy), f1 = JudgeOutput.Finite(r.Score.F1) }),
            average_f1 = JudgeOutput.Finite(plain),
            average_f1_weighted_by_solutions = JudgeOutput.Finite(weighted),
        };
        string shown = threshold is { } t ? string.Create(CultureInfo.InvariantCulture, $", threshold {t:0.####}") : "";
        output.Write(
            json,
            $"ProcessBench: {model}{shown} (percent)",
            ["subset", "solutions", "error", "correct", "F1", "no prediction"],
            [
                .. results.Select(r => (IReadOnlyList<string>)[r.Name, Count(r.Score.Errors + r.Score.Corrects), JudgeOutput.Percent(r.Score.ErrorAccuracy), JudgeOutput.Percent(r.Score.CorrectAccuracy), JudgeOutput.Percent(r.Score.F1), Count(r.Score.Unread)]),
                .. results.Count > 1 ? [["average", Count(sizes.Sum()), "", "", JudgeOutput.Percent(plain), Count(results.Sum(r => r.Score.Unread))]] : Array.Empty<IReadOnlyList<string>>(),
            ],
            [$"F1 is the harmonic mean of the accuracies on solutions with an error and without one{(results.Count > 1 ? $"; the average is the paper's plain mean (weighted by solutions: {JudgeOutput.Percent(weighted)})" : "")}.", .. remark.Length > 0 ? [remark] : Array.Empty<string>()]);
    }

    private static string Name(string file) => Path.GetFileNameWithoutExtension(file);

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
