// A process advantage verifier (PAV, arXiv 2410.08146): the reward of step h is alpha A_h, A_h = Q_h - Q_(h-1) under a prover, here the best
// of K tries of the policy whose values the model learned. In RL it belongs to its own step alone (credit_assignment 'sum' with
// gamma 0) beside the outcome: summed over later steps it would telescope to a baseline and teach nothing.
using Pure.Models;
using Pure.Rollouts;

namespace Pure.Rewards.Pav;

/// <summary>Scores steps by their advantage under a prover.</summary>
/// <param name="values">The value model; taken over.</param>
/// <param name="proverTries">K.</param>
/// <param name="alpha">Weight of the advantage.</param>
/// <param name="effective">Whether the step's own value is added, for search.</param>
public sealed class PavRewardModel(ProcessRewardModel values, int proverTries, double alpha, bool effective) : IRewardModel
{
    /// <inheritdoc/>
    public IReadOnlyList<ResponseReward> Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options) =>
        Array.ConvertAll(values.Values(rollouts, steps, options), own => new ResponseReward(Rewards(own)));

    /// <summary>Rewards of the steps of one response.</summary>
    /// <param name="own">Value of the policy at the bare prompt, then behind each step.</param>
    public double[] Rewards(double[] own)
    {
        double[] prover = Array.ConvertAll(own, q => StepAdvantage.BestOf(q, proverTries));
        return effective ? StepAdvantage.Effective(own, prover, alpha) : Array.ConvertAll(StepAdvantage.Of(prover), a => alpha * a);
    }

    /// <inheritdoc/>
    public void Release() => values.Release();

    public void Dispose() => values.Dispose();
}
