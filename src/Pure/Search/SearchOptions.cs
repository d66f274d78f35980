using System.ComponentModel.DataAnnotations;
using Pure.Rewards;
using Pure.Rollouts;

namespace Pure.Search;

/// <summary>What to search for, and how. Defaults are those of search-and-learn where it has them.</summary>
public sealed record SearchOptions
{
    /// <summary>The method.</summary>
    public SearchMethod Method { get; init; } = SearchMethod.BestOfN;

    /// <summary>n: responses, or beams.</summary>
    [Range(1, 65536)]
    public int Candidates { get; init; } = 4;

    /// <summary>M: next steps of one beam that compete. Beam search keeps n/M beams, DVTS has n/M trees.</summary>
    [Range(1, 65536)]
    public int BeamWidth { get; init; } = 4;

    /// <summary>Most steps; in the last one responses are sampled to their end.</summary>
    [Range(1, 100000)]
    public int MaxSteps { get; init; } = 40;

    /// <summary>Greedy steps that DVTS looks ahead before it scores; they are not kept.</summary>
    [Range(0, 1000)]
    public int Lookahead { get; init; }

    /// <summary>How step scores become the score of a response.</summary>
    public Aggregation Aggregation { get; init; } = Aggregation.Last;

    /// <summary>How tokens are drawn, and the length limit of a whole response.</summary>
    public SamplingOptions Sampling { get; init; } = new(2048, 0.8);

    /// <summary>Tokens that end a step. Not needed for best-of-n.</summary>
    public IReadOnlySet<int> Separators { get; init; } = new HashSet<int>();

    /// <summary>Everything drawn is derived from it.</summary>
    public ulong Seed { get; init; }

    /// <summary>Beam search: of beams with the same tokens only the first stays.</summary>
    public bool FilterDuplicates { get; init; }

    /// <summary>Beam search: candidates by descending score instead of in the order in which they ended.</summary>
    public bool SortCompleted { get; init; }

    /// <summary>Whether tokens hold a final answer, so that the response is complete though it has not ended. Ends a tree of DVTS.</summary>
    public Func<IReadOnlyList<int>, bool>? HoldsAnswer { get; init; }

    /// <summary>
    /// Search-and-learn as it is published: unfinished responses can win, beam search keeps the later one of beams with equal scores,
    /// fills its result up to n with copies, and prunes nothing when M is above n. For comparing figures only.
    /// </summary>
    public bool Published { get; init; }

    /// <summary>The score of a response from those of its steps; the lowest there is for one that the reward model could not score.</summary>
    internal double ScoreOf(double[] steps) => steps.Length == 0 ? double.NegativeInfinity : StepAggregation.Of(steps, Aggregation);

    /// <summary>Refuses options that make no sense together.</summary>
    /// <exception cref="PureException">One of them does not fit; the message says which.</exception>
    public void Validate()
    {
        if (Candidates < 1 || BeamWidth < 1 || MaxSteps < 1 || Lookahead < 0)
            throw new PureException($"Search needs at least one candidate (n is {Candidates}), one next step a beam (the width is {BeamWidth}) and one step ({MaxSteps}), and cannot look {Lookahead} steps ahead. Correct these numbers.");
        if (Method == SearchMethod.BestOfN) return;
        if (Separators.Count == 0) throw new PureException("Beam search and DVTS go step by step, and no token ends a step. Give a step separator that the tokenizer has tokens for.");
        if (Method == SearchMethod.Dvts && Candidates % BeamWidth != 0)
            throw new PureException($"DVTS makes n/M trees, and n = {Candidates} is not a multiple of M = {BeamWidth}. Change --n or --beam-width.");
        if (Method == SearchMethod.Beam && Candidates < BeamWidth && !Published)
            throw new PureException($"Beam search keeps n/M beams, which is none for n = {Candidates} and M = {BeamWidth}. Give n of at least M.");
    }
}
