// Asks a policy the problems of a benchmark: the most likely response, and n sampled ones. Seeds come from (seed, benchmark, problem,
// sample), so that a problem's record is the same whichever problems are evaluated beside it, and a stopped evaluation that goes on ends
// with the same records.
using Pure.Answers;
using Pure.Data;
using Pure.Rollouts;
using Pure.Search;
using Pure.Text;
using Pure.Training;

namespace Pure.Evaluation.Benchmarks;

/// <summary>Makes the records of problems.</summary>
/// <param name="generator">Samples the policy.</param>
/// <param name="tokenizer">Of the policy.</param>
/// <param name="judge">Grades answers.</param>
/// <param name="scorer">Scores steps; <see langword="null"/> for none.</param>
/// <param name="how">The prompt, and all else.</param>
public sealed class BenchmarkEvaluator(IGenerator generator, Tokenizer tokenizer, AnswerJudge judge, StepScorer? scorer, (BenchmarkPrompt Prompt, EvaluationSettings Settings) how)
{
    private readonly EvaluationSettings _settings = how.Settings;

    /// <summary>Tokens sampled so far.</summary>
    public long Tokens { get; private set; }

    /// <summary>Evaluates some problems.</summary>
    /// <param name="benchmark">Name of their benchmark.</param>
    /// <param name="problems">Problems with answers.</param>
    /// <param name="cancel">Stops between tokens; no record is made then.</param>
    public IReadOnlyList<ProblemRecord> Evaluate(string benchmark, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        Prompt[] prompts = [.. problems.Select(problem => new Prompt(problem.Id, how.Prompt.Encode(tokenizer, problem)))];
        ulong seed = SeedSequence.Derive(_settings.Seed, benchmark);
        var sampling = new SamplingOptions(_settings.MaxCompletionLength, _settings.Temperature, _settings.TopP, _settings.TopK) { StopAt = tokenizer.StopIds.ToHashSet() };
        IReadOnlyList<Rollout> greedy = _settings.Greedy ? generator.Generate(new GenerationRequest(prompts, 1, seed), sampling with { Temperature = 0, TopP = 1, TopK = 0 }, cancel) : [];
        IReadOnlyList<Rollout> sampled = _settings.Samples > 0 ? generator.Generate(new GenerationRequest(prompts, _settings.Samples, seed), sampling, cancel) : [];
        double[][]? scores = sampled.Count > 0 ? scorer?.Invoke(sampled) : null;
        Tokens += greedy.Concat(sampled).Sum(rollout => (long)rollout.ResponseIds.Length);
        return
        [
            .. problems.Select((problem, p) => new ProblemRecord(
                benchmark, problem.Id, problem.Answer!,
                _settings.Greedy ? Judged(greedy[p], problem.Answer!, null) : null,
                [.. Enumerable.Range(p * _settings.Samples, _settings.Samples).Select(i => Judged(sampled[i], problem.Answer!, scores?[i]))])
            {
                Problem = ProblemRecord.MarkOf(problem),
            }),
        ];
    }

    private EvaluatedResponse Judged(Rollout rollout, string gold, double[]? scores)
    {
        string text = ResponseDecoding.TextOf(rollout, tokenizer);
        bool finished = rollout.Finish == FinishReason.Stop;
        GradeResult grade = judge.Grade(text, finished, gold);
        return new EvaluatedResponse(text, rollout.ResponseIds.Length, finished, grade.Extracted, grade.Verdict, grade.Reason, scores);
    }
}
