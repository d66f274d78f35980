// Monte Carlo estimation of step values: solutions are sampled, and from behind every step of them completions, whose outcomes are
// counted (Math-Shepherd, arXiv 2312.08935; ER-PRM, arXiv 2412.11006, section 3; PAV, arXiv 2410.08146, section 4). Prefixes are
// token ids exactly as sampled, never encoded again. A prefix is one prompt to the generator, so its n completions share one pass
// over it, and the prefixes of a solution share one pass over the longest; equal prefixes of a problem share their completions; all
// prefixes of many solutions are one request, so that decoding is kept full.
using Pure.Data;
using Pure.Rollouts;
using Pure.Text;

namespace Pure.Rewards.Labels;

/// <summary>Samples solutions and counts what completions of their prefixes come to.</summary>
/// <param name="generate">Samples from the policy whose values are estimated.</param>
/// <param name="tokenizer">Of that policy.</param>
/// <param name="answers">Decides whether a response is right.</param>
/// <param name="separator">Text that ends a step.</param>
/// <param name="options">How much is sampled.</param>
public sealed class MonteCarloLabeller(
    Func<GenerationRequest, SamplingOptions, IReadOnlyList<Rollout>> generate,
    Tokenizer tokenizer,
    AnswerReward answers,
    string separator,
    MonteCarloOptions options)
{
    private readonly IReadOnlySet<int> _separators = tokenizer.IdsEndingWith(separator);

    /// <summary>What has been sampled and left out so far.</summary>
    public MonteCarloStatistics Statistics { get; } = new();

    /// <summary>Samples solutions of problems and completes their prefixes.</summary>
    /// <param name="problems">Problems with reference answers.</param>
    /// <returns>One row a solution that has a whole step, in the order of problems and samples.</returns>
    /// <exception cref="PureException">A problem has no answer.</exception>
    public IReadOnlyList<SolutionCounts> Label(IReadOnlyList<Problem> problems)
    {
        if (problems.FirstOrDefault(p => p.Answer is null) is { } unknown)
            throw new PureException($"Problem '{unknown.Id}' has no answer, so no completion of it can be checked. Give an answer or leave the problem out.");
        Dictionary<string, Problem> byId = problems.ToDictionary(p => p.Id, StringComparer.Ordinal);
        IReadOnlyList<Rollout> solutions = Sample([.. problems.Select(p => new Prompt(p.Id, p.Encode(tokenizer)))], options.Solutions, "solutions");

        // Every distinct prefix once: the bare prompt, and the response up to the end of each step that does not end it.
        var prefixes = new Dictionary<string, Prefix>(StringComparer.Ordinal);
        List<(Rollout Solution, Steps Steps, Prefix[] Path)> paths = [.. solutions.Select(solution =>
        {
            var steps = Steps.Of(solution.ResponseIds, _separators);
            return (solution, steps, Path(solution, steps, prefixes));
        })];
        Complete([.. prefixes.Values], byId);
        return [.. paths.Select(path => Counts(byId[path.Solution.ProblemId], path.Solution, path.Steps, path.Path)).OfType<SolutionCounts>()];
    }

    /// <summary>The root and the whole steps of a solution that do not end it.</summary>
    private Prefix[] Path(Rollout solution, Steps steps, Dictionary<string, Prefix> prefixes)
    {
        int open = steps.EndsOnSeparator && solution.Finish == FinishReason.Length ? steps.Count : steps.Count - 1;
        var path = new List<Prefix>();
        for (int j = -1; j < open; j++)
        {
            int[] ids = j < 0 ? [] : solution.ResponseIds[..(steps.End(j) + 1)];
            if (ids.Length >= options.MaxCompletionLength) break;  // nothing can follow it
            string key = $"{solution.ProblemId}/{string.Join(',', ids)}";
            if (prefixes.TryGetValue(key, out Prefix? known)) Statistics.SharedPrefixes++;
            else prefixes[key] = known = new Prefix(key, solution.ProblemId, solution.PromptIds, ids);
            path.Add(known);
        }

        return [.. path];
    }

    private void Complete(Prefix[] prefixes, Dictionary<string, Problem> problems)
    {
        Statistics.Prefixes += prefixes.Length;
        IReadOnlyList<Rollout> completions = Sample(
            [.. prefixes.Select(p => new Prompt(p.Key, [.. p.PromptIds, .. p.ResponseIds]) { MaxNewTokens = options.MaxCompletionLength - p.ResponseIds.Length })],
            options.Completions, "completions");
        Statistics.Completions += completions.Count;
        Statistics.CutCompletions += completions.Count(c => c.Finish != FinishReason.Stop);
        Parallel.For(0, prefixes.Length, i => prefixes[i].Successes = completions.Skip(i * options.Completions).Take(options.Completions)
            .Count(completion => IsRight([.. prefixes[i].ResponseIds, .. completion.ResponseIds], completion.Finish == FinishReason.Stop, problems[prefixes[i].ProblemId])));
    }

    private SolutionCounts? Counts(Problem problem, Rollout solution, Steps steps, Prefix[] path)
    {
        bool finished = solution.Finish == FinishReason.Stop;
        if (!finished) Statistics.Cut++;
        int whole = finished ? steps.Count : Math.Min(path.Length - 1, steps.Count);
        if (whole == 0)
        {
            Statistics.WithoutSteps++;
            return null;
        }

        bool correct = IsRight(solution.ResponseIds, finished, problem);
        int own = correct ? options.Completions : 0;
        Statistics.Solutions++;
        if (correct) Statistics.Correct++;
        return new SolutionCounts(problem.Id, solution.Sample, problem.Text, [.. Enumerable.Range(0, whole).Select(j => TextOf(solution, steps, j))], finished, correct, options.Completions,
            path[0].Successes, [.. Enumerable.Range(0, whole).Select(j => j + 1 < path.Length ? path[j + 1].Successes : own)]);
    }

    private bool IsRight(int[] responseIds, bool finished, Problem problem) =>
        answers.Of(tokenizer.Decode(finished ? responseIds.AsSpan(..^1) : responseIds), finished, problem.Answer) == 1;

    /// <summary>Text of a step without its separator or end-of-sequence token; what else the separator's token carries stays.</summary>
    private string TextOf(Rollout solution, Steps steps, int step)
    {
        ReadOnlySpan<int> ids = solution.ResponseIds.AsSpan(steps.Start(step)..(steps.End(step) + 1));
        if (step == steps.Count - 1 && solution.Finish == FinishReason.Stop) return tokenizer.Decode(ids[..^1]);
        string text = tokenizer.Decode(ids);
        return text.EndsWith(separator, StringComparison.Ordinal) ? text[..^separator.Length] : text;
    }

    private IReadOnlyList<Rollout> Sample(IReadOnlyList<Prompt> prompts, int each, string what)
    {
        var request = new GenerationRequest(prompts, each, SeedSequence.Derive(options.Seed, what));
        IReadOnlyList<Rollout> rollouts = generate(request, new SamplingOptions(options.MaxCompletionLength, options.Temperature));
        Statistics.Tokens += rollouts.Sum(r => (long)r.ResponseIds.Length);
        return rollouts;
    }

    /// <summary>A beginning of a response, with how many of its completions were right.</summary>
    private sealed record Prefix(string Key, string ProblemId, int[] PromptIds, int[] ResponseIds)
    {
        public int Successes { get; set; }
    }
}
