// Judges the reward model of a seed in two ways that do not train anything: where does it see the first wrong step of held-out responses
// (ProcessBench), and what is it worth as a guide of the start policy (best-of-n, beam search, DVTS)?
using Pure.Answers;
using Pure.Cli.Inference;
using Pure.Data;
using Pure.Data.Chain;
using Pure.Evaluation;
using Pure.Evaluation.Benchmarks;
using Pure.Evaluation.ProcessBench;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Runs;
using Pure.Search;
using Pure.Tensors;
using Pure.Training;

namespace Pure.Cli.Demo;

/// <summary>Makes the judgement of one seed.</summary>
internal sealed class DemoJudge(DemoPlan plan, DemoFolders folders, Lanes lanes, CancellationToken cancel)
{
    private const int Problems = 128;
    private const int MostCandidates = 16;
    private const int Width = 4;
    private const int MaxDecodeRows = 128;
    private const string Separator = "\n";

    /// <summary>Measures.</summary>
    /// <param name="heldOut">The held-out problems.</param>
    /// <param name="seed">Seed of the samples.</param>
    /// <param name="progress">Told of every part.</param>
    public DemoJudgement Judge(IReadOnlyList<ChainProblem> heldOut, ulong seed, Action<RunProgress>? progress)
    {
        using var policy = Policy.Load(DemoFolders.Final(folders.Sft));
        using var model = ProcessRewardModel.Load(DemoFolders.Final(folders.Reward));
        IReadOnlySet<int> separators = policy.Tokenizer.IdsEndingWith(Separator);
        var scoring = new ScoringOptions(lanes, 2048);
        (int solutions, ProcessBenchScore score) = FirstErrors(policy, model, scoring);

        IGenerator generator = new LocalGenerator(policy.Decoder, lanes, policy.Tokenizer.EndOfSequence, MaxDecodeRows).Of(policy.Weights);
        StepScorer scorer = StepScorers.Of(model, separators, scoring);
        Problem[] problems = [.. heldOut.Take(Problems).Select((p, i) => p.ToProblem($"held-out-{i}"))];
        Prompt[] prompts = [.. problems.Select(p => new Prompt(p.Id, policy.Tokenizer.Encode(p.Text)))];
        var points = new List<DemoSearchPoint>();
        foreach (SearchMethod method in Enum.GetValues<SearchMethod>())
        {
            progress?.Invoke(new RunProgress("search", (int)method, 3));
            var options = new SearchOptions
            {
                Method = method, Candidates = MostCandidates, BeamWidth = Width, MaxSteps = (2 * plan.Task.Operations) + 4, Aggregation = Aggregation.Min,
                Sampling = new SamplingOptions(plan.MaxTokens), Separators = separators, Seed = seed,
            };
            IReadOnlyList<SearchResult> results = new TestTimeSearch(generator, scorer, options).Run(prompts, null, cancel);
            points.AddRange(Counts(problems, results, options, policy));
        }

        progress?.Invoke(new RunProgress("search", 3, 3));
        double? Finite(double value) => double.IsFinite(value) ? value : null;
        return new DemoJudgement(solutions, Finite(score.ErrorAccuracy), Finite(score.CorrectAccuracy), Finite(score.F1), points);
    }

    private (int Solutions, ProcessBenchScore Score) FirstErrors(Policy policy, ProcessRewardModel model, ScoringOptions scoring)
    {
        IReadOnlyList<ProcessBenchSolution> solutions = ProcessBenchSolution.Read(folders.ProcessBench);
        (Rollout Rollout, Steps Steps)[] rollouts =
            [.. solutions.Select(s => StepwiseRollout.Of(s.Id, policy.Tokenizer.Encode(s.Problem), s.Steps, policy.Tokenizer, Separator))];
        double[][] rewards = model.Score([.. rollouts.Select(r => r.Rollout)], [.. rollouts.Select(r => r.Steps)], scoring);
        var subset = new ProcessBenchSubset("chain", [.. solutions.Select(s => s.Label)], [.. rewards.Select(r => Array.ConvertAll(r, x => (x + 1) / 2))]);
        return (solutions.Count, subset.At(0.5));
    }

    private static IEnumerable<DemoSearchPoint> Counts(Problem[] problems, IReadOnlyList<SearchResult> results, SearchOptions options, Policy policy)
    {
        var judge = new AnswerJudge(AnswerProfile.RlStrict, "#");
        int[] sizes = options.Method == SearchMethod.BestOfN ? [.. VoteCurve.Sizes(options.Candidates)] : [options.Candidates];
        SearchCounts[] counts = [.. sizes.Select(n => new SearchCounts(options.Method, n, options.Aggregation))];
        int[] right = [.. problems.Select((problem, p) => SearchRun.Count(problem, results[p], counts, judge, policy.Tokenizer).Count(response => response.Right))];
        double? PassAt(int n) => options.Method == SearchMethod.BestOfN ? right.Average(c => PassAtK.Of(options.Candidates, c, n)) : null;
        return counts.Select(c => new DemoSearchPoint(SearchRun.Name(c.Method), c.N, c.Best.Value, c.Weighted.Value, c.Majority.Value, c.Any.Value, c.GeneratedTokens, PassAt(c.N)));
    }
}
