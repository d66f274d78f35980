using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;

namespace Pure.Search;

/// <summary>Makes step scorers of reward models.</summary>
public static class StepScorers
{
    /// <summary>
    /// Scores with a reward model. Rewards p(good) - p(bad) in [-1, 1] become the probability p(good) = (r + 1)/2. A response that the model could
    /// not score has no step scores.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="separators">Tokens that end a step.</param>
    /// <param name="options">How the work is cut.</param>
    /// <exception cref="PureException">While scoring: a reward is outside [-1, 1], so that it is no such difference.</exception>
    public static StepScorer Of(IRewardModel model, IReadOnlySet<int> separators, ScoringOptions options) => responses =>
    {
        Steps[] steps = [.. responses.Select(response => Steps.Of(response.ResponseIds, separators))];
        return [.. model.Score(responses, steps, options).Select((reward, i) => Array.ConvertAll(reward.Steps, r => Probability(r, responses[i])))];
    };

    private static double Probability(double reward, Rollout response) => reward is >= -1 and <= 1 || double.IsNaN(reward)
        ? (reward + 1) / 2
        : throw new PureException($"The reward model gave a step of a response to '{response.ProblemId}' the reward {reward}, which is not in [-1, 1] and so no probability. Search and votes need a model that judges steps, such as a process reward model.");
}
