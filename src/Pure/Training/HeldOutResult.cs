using Pure.Data;
using Pure.Rollouts;

namespace Pure.Training;

/// <summary>What the policy answered to held-out problems.</summary>
/// <param name="Problems">The problems.</param>
/// <param name="Sampled">One response to each at the training temperature.</param>
/// <param name="Greedy">The most likely response to each, or none.</param>
/// <param name="Metrics">Accuracies and lengths under <c>eval/...</c>.</param>
public sealed record HeldOutResult(IReadOnlyList<Problem> Problems, IReadOnlyList<Rollout> Sampled, IReadOnlyList<Rollout> Greedy, SortedDictionary<string, double> Metrics);
