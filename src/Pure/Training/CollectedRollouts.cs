using Pure.Rollouts;
using Pure.Training.Signals;

namespace Pure.Training;

/// <summary>The rollouts of one step with their outcomes. The rollouts of a problem stand beside each other.</summary>
/// <param name="Rollouts">The responses.</param>
/// <param name="Texts">Their texts.</param>
/// <param name="Outcomes">1 or 0 where the answer was checked, else <see langword="null"/>.</param>
/// <param name="Metrics">What the check of answers found, and what the prompt filter did.</param>
public sealed record CollectedRollouts(
    IReadOnlyList<Rollout> Rollouts, IReadOnlyList<ResponseText> Texts, IReadOnlyList<double?> Outcomes, IReadOnlyDictionary<string, double> Metrics);
