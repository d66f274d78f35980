using Pure.Rewards;
using Pure.Rollouts;
using Pure.Training.Signals;

namespace Pure.Training.Systems;

/// <summary>The rollouts of one RL step, as a system gets them. Every list has one entry a rollout; the rollouts of a problem stand beside each other.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="GroupSize">Rollouts of each problem, K.</param>
/// <param name="Rollouts">The responses.</param>
/// <param name="Steps">Their steps.</param>
/// <param name="Texts">Their texts.</param>
/// <param name="Outcomes">1 or 0 where the answer was checked, else <see langword="null"/>.</param>
/// <param name="Reference">Log-probabilities of the response tokens under the policy that the run began with, at the sampling temperature.</param>
public sealed record RolloutBatch(
    int Step,
    int GroupSize,
    IReadOnlyList<Rollout> Rollouts,
    IReadOnlyList<Steps> Steps,
    IReadOnlyList<ResponseText> Texts,
    IReadOnlyList<double?> Outcomes,
    IReadOnlyList<float[]> Reference)
{
    /// <summary>The rollouts with what a reward model says of them.</summary>
    /// <param name="rewards">One entry a rollout; empty when no reward model runs.</param>
    public ScoredRollout[] With(IReadOnlyList<ResponseReward> rewards) =>
    [
        .. Rollouts.Select((rollout, i) => rewards.Count == 0
            ? new ScoredRollout(rollout, Steps[i], [], Outcomes[i], Reference[i])
            : new ScoredRollout(rollout, Steps[i], rewards[i].Steps, Outcomes[i], Reference[i]) { IsMissing = rewards[i].IsMissing, MissingReason = rewards[i].Reason, TokenRewards = rewards[i].Tokens, Uncertainty = rewards[i].Uncertainty }),
    ];
}
