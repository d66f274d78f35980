using Pure.Rollouts;

namespace Pure.Rewards;

/// <summary>A rollout with what its reward systems said of it: the input of credit assignment.</summary>
/// <param name="Rollout">The response.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="StepRewards">Process reward of each step, in (-1, 1) for a two-class model (p(good) - p(bad)); empty when no process reward model runs.</param>
/// <param name="Outcome">1 or 0 when the answer was checked against a reference; <see langword="null"/> when the problem has none.</param>
/// <param name="ReferenceLogProbabilities">Log-probability of each response token under the reference policy; empty when no divergence is measured.</param>
public sealed record ScoredRollout(
    Rollout Rollout,
    Steps Steps,
    double[] StepRewards,
    double? Outcome,
    float[] ReferenceLogProbabilities)
{
    /// <summary>Whether a reward model runs and could not score this response: it takes no part in the update.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Why there is no reward, where the model knows.</summary>
    public string? MissingReason { get; init; }

    /// <summary>Reward of each token, where the reward model gives one.</summary>
    public double[]? TokenRewards { get; init; }

    /// <summary>How uncertain the reward model is of each step's reward, where it says so.</summary>
    public double[]? Uncertainty { get; init; }
}
