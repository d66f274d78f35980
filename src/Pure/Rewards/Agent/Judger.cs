// Brings the judgments together. With all weights 1 the raw reward of a model that ranges over 0.05-0.2 is little more than a tie-breaker
// beside agents that range over [0, 1], and one with a wide range drowns them; so scores can be brought to one scale first (ScoreScale).
namespace Pure.Rewards.Agent;

/// <summary>Finds the best answer.</summary>
public static class Judger
{
    private static readonly Dictionary<string, double> Votes = new(StringComparer.Ordinal)
    {
        [AgentJudgment.Factuality] = 1.2, [AgentJudgment.Constraint] = 1.1, [AgentJudgment.Preference] = 1.0,
    };

    /// <summary>The answer with the highest total; the one named first on ties.</summary>
    /// <param name="judgments">One an agent.</param>
    /// <param name="rule">How they are brought together.</param>
    /// <param name="weights">Weight of each agent in the sum; 1 each when <see langword="null"/>.</param>
    /// <exception cref="PureException">There is nothing to judge, or an agent has no weight.</exception>
    public static string Best(IReadOnlyList<AgentJudgment> judgments, JudgeRule rule, IReadOnlyDictionary<string, double>? weights = null)
    {
        IReadOnlyList<KeyValuePair<string, double>> totals = rule == JudgeRule.WeightedSum ? Sums(judgments, weights) : VoteCounts(judgments);
        return First(totals);
    }

    /// <summary>Weighted sum of every answer's scores, in the order in which answers are first named.</summary>
    public static IReadOnlyList<KeyValuePair<string, double>> Sums(IReadOnlyList<AgentJudgment> judgments, IReadOnlyDictionary<string, double>? weights = null)
    {
        var totals = new Totals();
        foreach (AgentJudgment judgment in judgments)
        {
            double weight = weights is null ? 1 : Weight(weights, judgment.Agent);
            foreach ((string answer, double score) in judgment.Scores) totals.Add(answer, weight * score);
        }

        return totals.All;
    }

    private static IReadOnlyList<KeyValuePair<string, double>> VoteCounts(IReadOnlyList<AgentJudgment> judgments)
    {
        var totals = new Totals();
        foreach (AgentJudgment judgment in judgments)
        {
            double weight = Weight(Votes, judgment.Agent);
            string best = First(judgment.Scores);
            if (judgment.Scores.All(s => s.Value == judgment.Scores[0].Value))
            {
                foreach ((string answer, _) in judgment.Scores) totals.Add(answer, weight / judgment.Scores.Count);
            }
            else
            {
                totals.Add(best, weight);
            }
        }

        return totals.All;
    }

    private static string First(IReadOnlyList<KeyValuePair<string, double>> scores)
    {
        if (scores.Count == 0) throw new PureException("There are no scores to judge by. Give the judger at least one agent's judgment of at least one answer.");
        KeyValuePair<string, double> best = scores[0];
        foreach (KeyValuePair<string, double> other in scores)
        {
            if (other.Value > best.Value) best = other;
        }

        return best.Key;
    }

    private static double Weight(IReadOnlyDictionary<string, double> weights, string agent) =>
        weights.TryGetValue(agent, out double weight) ? weight : throw new PureException($"The agent '{agent}' has no weight; there are weights for {string.Join(", ", weights.Keys)}.");

    /// <summary>Sums by name, in the order of first appearance.</summary>
    private sealed class Totals
    {
        private readonly List<string> _names = [];
        private readonly Dictionary<string, double> _sums = new(StringComparer.Ordinal);

        public IReadOnlyList<KeyValuePair<string, double>> All => [.. _names.Select(name => KeyValuePair.Create(name, _sums[name]))];

        public void Add(string name, double value)
        {
            if (!_sums.TryGetValue(name, out double sum)) _names.Add(name);
            _sums[name] = sum + value;
        }
    }
}
