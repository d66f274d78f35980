namespace Pure.Search;

/// <summary>How choices change with the number of samples: 1, 2, 4 ... candidates, always the first ones, so that a smaller number is a part of the larger one.</summary>
public static class VoteCurve
{
    /// <summary>The numbers of samples: powers of two up to the count.</summary>
    public static IEnumerable<int> Sizes(int count)
    {
        for (long size = 1; size <= count; size *= 2) yield return (int)size;
    }

    /// <summary>The choices at every size.</summary>
    /// <param name="keys">Key of each candidate's answer; <see langword="null"/> for one that cannot win: without an answer, or cut.</param>
    /// <param name="scores">Score of each candidate.</param>
    /// <exception cref="PureException">There are not as many scores as candidates, or one is NaN.</exception>
    public static IReadOnlyList<VoteCurvePoint> Of(IReadOnlyList<string?> keys, IReadOnlyList<double> scores)
    {
        if (keys.Count != scores.Count) throw new PureException($"There are {scores.Count} scores for {keys.Count} candidates. Score every candidate once.");
        return [.. Sizes(keys.Count).Select(size =>
        {
            string?[] some = [.. keys.Take(size)];
            double[] theirs = [.. scores.Take(size)];
            return new VoteCurvePoint(size, AnswerVote.Best(theirs, i => some[i] is not null), AnswerVote.Weighted(some, theirs), AnswerVote.Majority(some));
        })];
    }
}
