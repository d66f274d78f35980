using System.CommandLine;
using System.Globalization;
using Pure.Answers;
using Pure.Cli.Console;
using Pure.Cli.Inference;
using Pure.Evaluation.Benchmarks;
using Pure.Evaluation.Prm800k;
using Pure.Evaluation.Statistics;
using Pure.Rewards;
using Pure.Runs;
using Pure.Search;

namespace Pure.Cli.Judging;

/// <summary>PRM800K-style best-of-n: how often is the best scored of n given solutions right?</summary>
internal static class Prm800kJudge
{
    private const int Batch = 64;

    /// <summary>Judges a reward model, or scores that stand in the file.</summary>
    public static void Run(string[] files, InferenceArguments arguments, ParseResult parsed, Prm800kCurve curve, JudgeOutput output)
    {
        Prm800kCandidate[] candidates = [.. files.SelectMany(Prm800kCandidate.Read)];
        double[] scores = Scores(candidates, arguments, parsed, curve.Aggregation, output);
        AnswerProfile profile = arguments.Judge(parsed).Profile;
        IReadOnlyList<Prm800kSample>[] problems =
        [
            .. candidates.Select((c, i) => (c, i)).GroupBy(x => x.c.Problem, StringComparer.Ordinal)
                .Select(group => (IReadOnlyList<Prm800kSample>)[.. group.Select(x => new Prm800kSample(scores[x.i], x.c.Answer, IsCorrect(x.c, profile)))]),
        ];
        int most = problems.Max(p => p.Count);
        int[] sizes = curve.N.Length > 0 ? curve.N : [.. VoteCurve.Sizes(most)];
        ulong seed = arguments.Seed(parsed);
        (int N, double Best, double Oracle, double Mean)[] points =
        [
            .. sizes.Select(n => (
                n,
                Prm800kBestOf.Accuracy(problems, n, curve.Trials, seed),
                Prm800kBestOf.Accuracy([.. problems.Select(p => (IReadOnlyList<Prm800kSample>)[.. p.Select(s => s with { Score = s.IsCorrect ? 1 : 0 })])], n, curve.Trials, seed),
                problems.Average(p => p.Average(s => s.IsCorrect ? 1.0 : 0)))),
        ];
        int cut = problems.Count(p => p.Count < most);
        output.Write(
            new { benchmark = "prm800k", model = arguments.RewardModel(parsed), problems = problems.Length, samples = candidates.Length, trials = curve.Trials, curve = points.Select(p => new { n = p.N, best = p.Best, oracle = p.Oracle }) },
            $"Best of n: {problems.Length} problems, {candidates.Length} samples (percent)",
            ["n", "best by score", "95% interval", "any right"],
            [.. points.Select(p => (IReadOnlyList<string>)[p.N.ToString(CultureInfo.InvariantCulture), JudgeOutput.Percent(p.Best), Interval(p.Best, problems.Length), JudgeOutput.Percent(p.Oracle)])],
            $"Mean over {curve.Trials} draws; a single sample is right in {JudgeOutput.Percent(points[0].Mean)}% of cases.{(cut > 0 ? $" {cut} problems have fewer than {most} samples; missing ones count as no sample, as in the published evaluation." : "")}");
    }

    private static string Interval(double share, int problems)
    {
        Estimate estimate = Estimate.Share((int)Math.Round(share * problems), problems);
        return $"{JudgeOutput.Percent(estimate.Low)} to {JudgeOutput.Percent(estimate.High)}";
    }

    private static bool IsCorrect(Prm800kCandidate candidate, AnswerProfile profile) =>
        candidate.IsCorrect ?? (candidate.Answer is { } answer && AnswerGrader.Grade(candidate.Reference!, answer, profile).Verdict == AnswerVerdict.Equal);

    private static double[] Scores(Prm800kCandidate[] candidates, InferenceArguments arguments, ParseResult parsed, Aggregation aggregation, JudgeOutput output)
    {
        if (candidates.All(c => c.Score is not null)) return [.. candidates.Select(c => c.Score!.Value)];
        using var session = new InferenceSession(arguments, parsed, needsPolicy: false, needsRewardModel: true);
        BenchmarkPrompt template = arguments.Template(parsed, session, "problem");
        double[] scores = [.. candidates.Select(c => c.Score ?? double.NaN)];
        int[] open = [.. Enumerable.Range(0, candidates.Length).Where(i => candidates[i].Score is null)];
        int done = 0;
        using ProgressDisplay progress = output.Console.Progress();
        foreach (int[] some in open.Chunk(Batch))
        {
            output.Cancel.ThrowIfCancellationRequested();
            double[][] steps = StepProbabilities.Of(session, [.. some.Select(i => ($"row {i + 1}", template.Encode(session.Tokenizer, candidates[i].Problem), (IReadOnlyList<string>)candidates[i].Steps))]);
            for (int k = 0; k < some.Length; k++) scores[some[k]] = steps[k].Length == 0 ? double.NegativeInfinity : StepAggregation.Of(steps[k], aggregation);
            progress.Report(new RunProgress("scoring", done += some.Length, open.Length));
        }

        return scores;
    }
}
