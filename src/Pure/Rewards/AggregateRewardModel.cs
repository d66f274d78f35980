// The study of "Let's Reinforce Step by Step" (arXiv 2311.05821): a process reward model as a reward of whole responses, R = A(p_1 .. p_n)
// with p = p(good) of each step, given at the last token as outcome rewards are. How A is chosen decides whether it helps or is hacked.
using Pure.Models;
using Pure.Rollouts;

namespace Pure.Rewards;

/// <summary>Rewards a response once, with an aggregate of the rewards of its steps.</summary>
/// <param name="steps">Scores the steps in (-1, 1); taken over.</param>
/// <param name="aggregation">A.</param>
/// <param name="temperature">Of the soft minimum.</param>
public sealed class AggregateRewardModel(ProcessRewardModel steps, Aggregation aggregation, double temperature) : IRewardModel
{
    /// <inheritdoc/>
    public IReadOnlyList<ResponseReward> Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> cut, ScoringOptions options) =>
        Array.ConvertAll(steps.Score(rollouts, cut, options), rewards => new ResponseReward(AtLastStep(rewards, aggregation, temperature)));

    /// <summary>0 at every step but the last, which carries the aggregate in [0, 1] (sums and logarithms: as they are).</summary>
    /// <param name="rewards">p(good) - p(bad) of each step.</param>
    /// <param name="aggregation">How they become one number.</param>
    /// <param name="temperature">Of the soft minimum.</param>
    public static double[] AtLastStep(double[] rewards, Aggregation aggregation, double temperature)
    {
        double[] result = new double[rewards.Length];
        result[^1] = StepAggregation.Of(Array.ConvertAll(rewards, r => (r + 1) / 2), aggregation, temperature);
        return result;
    }

    /// <inheritdoc/>
    public void Release() => steps.Release();

    public void Dispose() => steps.Dispose();
}
