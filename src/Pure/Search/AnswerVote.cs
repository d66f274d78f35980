// Choosing one of several answers: most votes, most votes weighted by score, or the best score. Answers are told apart by a key
// that their caller makes (a canonical form), and the winner is named by the index of the first candidate that gave it. Ties
// go to the answer that was seen first, so a choice never depends on a hash or on a sort.
namespace Pure.Search;

/// <summary>Votes over candidates' answers.</summary>
public static class AnswerVote
{
    /// <summary>The answer given most often.</summary>
    /// <param name="keys">Key of each candidate's answer; <see langword="null"/> for a candidate that does not vote, because it has no answer or did not finish.</param>
    /// <returns>Index of the first candidate with that answer; <see langword="null"/> when nobody votes.</returns>
    /// <exception cref="PureException">There is no candidate.</exception>
    public static int? Majority(IReadOnlyList<string?> keys) => Heaviest(keys, [.. keys.Select(_ => 1.0)]);

    /// <summary>The answer with the largest sum of scores.</summary>
    /// <param name="keys">As in <see cref="Majority"/>.</param>
    /// <param name="scores">One for each candidate, not negative: with log-probabilities a second vote would lower an answer.</param>
    /// <returns>As in <see cref="Majority"/>.</returns>
    /// <exception cref="PureException">There is no candidate, the lists differ in length, or a score is NaN.</exception>
    public static int? Weighted(IReadOnlyList<string?> keys, IReadOnlyList<double> scores)
    {
        Check(keys.Count, scores);
        return Heaviest(keys, scores);
    }

    /// <summary>The candidate with the best score, the first of equal ones.</summary>
    /// <param name="scores">One for each candidate.</param>
    /// <param name="eligible">Which candidates may win; all when <see langword="null"/>.</param>
    /// <returns>Its index; <see langword="null"/> when none is eligible.</returns>
    /// <exception cref="PureException">There is no candidate, or a score is NaN.</exception>
    public static int? Best(IReadOnlyList<double> scores, Func<int, bool>? eligible = null)
    {
        Check(scores.Count, scores);
        int? best = null;
        for (int i = 0; i < scores.Count; i++)
        {
            if (eligible?.Invoke(i) != false && (best is not { } b || scores[i] > scores[b])) best = i;
        }

        return best;
    }

    private static int? Heaviest(IReadOnlyList<string?> keys, IReadOnlyList<double> weights)
    {
        if (keys.Count == 0) throw new PureException("There is no candidate to vote. Sample at least one response.");
        var groups = new Dictionary<string, (int First, double Weight)>(StringComparer.Ordinal);
        for (int i = 0; i < keys.Count; i++)
        {
            if (keys[i] is { } key) groups[key] = groups.TryGetValue(key, out (int First, double Weight) group) ? (group.First, group.Weight + weights[i]) : (i, weights[i]);
        }

        int? winner = null;
        double heaviest = 0;
        foreach ((int first, double weight) in groups.Values.OrderBy(group => group.First))
        {
            if (winner is not null && weight <= heaviest) continue;
            winner = first;
            heaviest = weight;
        }

        return winner;
    }

    private static void Check(int candidates, IReadOnlyList<double> scores)
    {
        if (scores.Count == 0) throw new PureException("There is no candidate to choose from. Sample at least one response.");
        if (scores.Count != candidates) throw new PureException($"There are {scores.Count} scores for {candidates} candidates. Score every candidate once.");
        for (int i = 0; i < scores.Count; i++)
        {
            if (double.IsNaN(scores[i])) throw new PureException($"The score of candidate {i + 1} is NaN. Look at the reward model's weights and precision.");
        }
    }
}
