// What a search is worth: how many problems each rule solves with its candidates, and what they cost. Rules see only candidates that are
// complete and have an answer; "any right" is what a perfect choice would reach.
using Pure.Answers;
using Pure.Evaluation.Statistics;
using Pure.Rewards;
using Pure.Search;

namespace Pure.Evaluation.Benchmarks;

/// <summary>Counts over problems, for one method and number of candidates.</summary>
/// <param name="method">The method.</param>
/// <param name="n">Candidates, or beams.</param>
/// <param name="aggregation">How step scores became scores: sums of logarithms weigh votes as their exponentials.</param>
public sealed class SearchCounts(SearchMethod method, int n, Aggregation aggregation)
{
    private int _best;
    private int _weighted;
    private int _majority;
    private int _any;
    private int _complete;
    private int _candidates;
    private long _generated;
    private long _scored;

    public SearchMethod Method => method;

    public int N => n;

    public int Problems { get; private set; }

    /// <summary>Problems that the best-scored candidate solves.</summary>
    public Estimate Best => Estimate.Share(_best, Problems);

    /// <summary>Problems that the vote weighted by score solves.</summary>
    public Estimate Weighted => Estimate.Share(_weighted, Problems);

    /// <summary>Problems that the majority solves.</summary>
    public Estimate Majority => Estimate.Share(_majority, Problems);

    /// <summary>Problems that some candidate solves.</summary>
    public Estimate Any => Estimate.Share(_any, Problems);

    /// <summary>Share of the candidates that are complete.</summary>
    public double Complete => _candidates == 0 ? 0 : (double)_complete / _candidates;

    /// <summary>Sampled tokens a problem.</summary>
    public double GeneratedTokens => (double)_generated / Problems;

    /// <summary>Response tokens a problem that the reward model read.</summary>
    public double ScoredTokens => (double)_scored / Problems;

    /// <summary>Takes up one problem.</summary>
    /// <param name="candidates">Its candidates, the first of a larger set or all.</param>
    /// <param name="answers">Answer of each; <see langword="null"/> for none.</param>
    /// <param name="right">Whether each answer is right.</param>
    /// <param name="tokens">Tokens generated and scored for these candidates.</param>
    public void Add(IReadOnlyList<Candidate> candidates, IReadOnlyList<string?> answers, IReadOnlyList<bool> right, (long Generated, long Scored) tokens)
    {
        Problems++;
        _generated += tokens.Generated;
        _scored += tokens.Scored;
        _candidates += candidates.Count;
        _complete += candidates.Count(c => c.IsComplete);
        if (candidates.Count == 0) return;
        string?[] keys = [.. candidates.Select((c, i) => c.IsComplete && answers[i] is { } answer ? AnswerGrader.CanonicalKey(answer) : null)];
        double[] scores = [.. candidates.Select(c => c.Score)];
        double[] weights = aggregation == Aggregation.SumLog ? Array.ConvertAll(scores, Math.Exp) : scores;
        if (AnswerVote.Best(scores, i => keys[i] is not null) is { } best && right[best]) _best++;
        if (AnswerVote.Weighted(keys, weights) is { } weighted && right[weighted]) _weighted++;
        if (AnswerVote.Majority(keys) is { } majority && right[majority]) _majority++;
        if (Enumerable.Range(0, keys.Length).Any(i => keys[i] is not null && right[i])) _any++;
    }
}
