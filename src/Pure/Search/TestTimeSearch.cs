// Test-time search with a process reward model. All problems are searched together: in every step the beams of all of them are
// sampled in one call and scored in one call. Responses are grown from their token ids as sampled; nothing is tokenised again.
//
// Seeds: beam i of a problem in step t draws from (seed, t, problem, i), so a result does not depend on which problems are searched
// together.
using System.Globalization;
using Pure.Data;
using Pure.Rollouts;

namespace Pure.Search;

/// <summary>Best-of-n, beam search and DVTS.</summary>
/// <param name="generator">Samples the policy.</param>
/// <param name="scorer">Scores steps.</param>
/// <param name="options">Method and sizes.</param>
public sealed class TestTimeSearch(IGenerator generator, StepScorer scorer, SearchOptions options)
{
    private readonly Dictionary<string, (long Generated, long Scored)> _tokens = new(StringComparer.Ordinal);

    /// <summary>Searches for every problem.</summary>
    /// <param name="prompts">The problems, with distinct ids.</param>
    /// <param name="progress">Told after every step: how many problems are still being searched.</param>
    /// <param name="cancel">Stops between tokens.</param>
    /// <returns>One result a problem, in order.</returns>
    /// <exception cref="PureException">The options do not fit together, or a score is NaN.</exception>
    public IReadOnlyList<SearchResult> Run(IReadOnlyList<Prompt> prompts, Action<int>? progress = null, CancellationToken cancel = default)
    {
        options.Validate();
        _tokens.Clear();
        foreach (Prompt prompt in prompts)
        {
            if (!_tokens.TryAdd(prompt.ProblemId, default)) throw new PureException($"The problem '{prompt.ProblemId}' is searched for twice. Give problems distinct ids.");
        }

        return options.Method == SearchMethod.BestOfN ? BestOfN(prompts, cancel) : StepByStep(prompts, progress, cancel);
    }

    private SearchResult[] BestOfN(IReadOnlyList<Prompt> prompts, CancellationToken cancel)
    {
        IReadOnlyList<Rollout> rollouts = generator.Generate(new GenerationRequest(prompts, options.Candidates, options.Seed), options.Sampling, cancel);
        foreach (Rollout rollout in rollouts) Count(rollout.ProblemId, generated: rollout.ResponseIds.Length);
        double[][] scores = Score(rollouts);
        return [.. prompts.Select((prompt, p) => Result(prompt,
            [.. Enumerable.Range(p * options.Candidates, options.Candidates).Select(i => (rollouts[i], scores[i]))]))];
    }

    private SearchResult[] StepByStep(IReadOnlyList<Prompt> prompts, Action<int>? progress, CancellationToken cancel)
    {
        ISearchTree[] trees = [.. prompts.Select(Tree)];
        for (int step = 0; step < options.MaxSteps; step++)
        {
            IReadOnlyList<SearchNode>[] growing = [.. trees.Select(tree => tree.Grow())];
            SearchNode[] all = [.. growing.SelectMany(nodes => nodes)];
            if (all.Length == 0) break;
            bool last = step == options.MaxSteps - 1;
            SearchNode[] grown = Extend(all, step, last ? null : options.Separators, greedy: false, cancel);
            SearchNode[] ahead = grown;
            for (int l = 0; l < options.Lookahead && !last; l++) ahead = Extend(ahead, step, options.Separators, greedy: true, cancel);
            bool[] looks = [.. trees.SelectMany((tree, t) => Enumerable.Repeat(tree.ScoresLookahead, growing[t].Count))];
            double[][] scores = Score([.. grown.Select((node, i) => (looks[i] ? ahead[i] : node).ToRollout(i, options.Seed))]);

            int at = 0;
            for (int t = 0; t < trees.Length; t++)
            {
                int count = growing[t].Count;
                if (count > 0) trees[t].Take(grown[at..(at + count)], scores[at..(at + count)]);
                at += count;
            }

            progress?.Invoke(growing.Count(nodes => nodes.Count > 0));
        }

        return [.. prompts.Select((prompt, p) => Result(prompt, [.. trees[p].Found().Select((found, i) => (found.Node.ToRollout(i, options.Seed), found.Scores))]))];
    }

    private ISearchTree Tree(Prompt prompt) => options.Method == SearchMethod.Beam ? new BeamTree(prompt, options) : new DvtsTree(prompt, options);

    /// <summary>Samples behind every node that can go on: up to the end of a step, or to the end of the response.</summary>
    private SearchNode[] Extend(SearchNode[] nodes, int step, IReadOnlySet<int>? pauseAt, bool greedy, CancellationToken cancel)
    {
        SearchNode[] result = [.. nodes];
        int[] open = [.. Enumerable.Range(0, nodes.Length).Where(i => nodes[i].Finish == FinishReason.Pause)];
        if (open.Length == 0) return result;

        // Beams with the same tokens share one array, by which the generator knows that one pass over it serves all.
        var shared = new Dictionary<SearchNode, int[]>(ReferenceEqualityComparer.Instance);
        var beams = new Dictionary<string, int>(StringComparer.Ordinal);
        Prompt[] prompts = [.. open.Select(i =>
        {
            SearchNode node = nodes[i];
            if (!shared.TryGetValue(node, out int[]? ids)) shared[node] = ids = [.. node.Prompt.Ids, .. node.Ids];
            int beam = beams.GetValueOrDefault(node.Prompt.ProblemId);
            beams[node.Prompt.ProblemId] = beam + 1;
            return new Prompt(string.Create(CultureInfo.InvariantCulture, $"{node.Prompt.ProblemId}#{beam}"), ids) { MaxNewTokens = options.Sampling.MaxNewTokens - node.Ids.Length };
        })];
        SamplingOptions sampling = options.Sampling with { PauseAt = pauseAt, Temperature = greedy ? 0 : options.Sampling.Temperature };
        IReadOnlyList<Rollout> parts = generator.Generate(new GenerationRequest(prompts, 1, SeedSequence.Derive(options.Seed, (ulong)step)), sampling, cancel);
        for (int k = 0; k < open.Length; k++)
        {
            SearchNode node = nodes[open[k]].Append(parts[k]);
            bool full = node.Finish == FinishReason.Pause && node.Ids.Length >= options.Sampling.MaxNewTokens;
            result[open[k]] = full ? node with { Finish = FinishReason.Length } : node;
            Count(node.Prompt.ProblemId, generated: parts[k].ResponseIds.Length);
        }

        return result;
    }

    private double[][] Score(IReadOnlyList<Rollout> rollouts)
    {
        double[][] scores = scorer(rollouts);
        if (scores.Length != rollouts.Count) throw new PureException($"The reward model gave scores of {scores.Length} responses for {rollouts.Count}. Score every response.");
        for (int i = 0; i < scores.Length; i++)
        {
            int bad = Array.FindIndex(scores[i], double.IsNaN);
            if (bad >= 0) throw new PureException($"The reward model's score of step {bad + 1} of a response to '{rollouts[i].ProblemId}' is NaN. Look at its weights and precision.");
            Count(rollouts[i].ProblemId, scored: rollouts[i].ResponseIds.Length);
        }

        return scores;
    }

    private SearchResult Result(Prompt prompt, IReadOnlyList<(Rollout Rollout, double[] Scores)> found)
    {
        Candidate[] candidates = [.. found.Select(f => new Candidate(
            f.Rollout, f.Scores, options.ScoreOf(f.Scores),
            f.Scores.Length > 0 && (f.Rollout.Finish == FinishReason.Stop || options.HoldsAnswer?.Invoke(f.Rollout.ResponseIds) == true)))];
        int? chosen = candidates.Length == 0 ? null : AnswerVote.Best([.. candidates.Select(c => c.Score)], i => options.Published || candidates[i].IsComplete);
        (long generated, long scored) = _tokens[prompt.ProblemId];
        return new SearchResult(prompt.ProblemId, candidates, chosen, generated, scored);
    }

    private void Count(string problem, int generated = 0, int scored = 0)
    {
        (long Generated, long Scored) before = _tokens[problem];
        _tokens[problem] = (before.Generated + generated, before.Scored + scored);
    }
}
