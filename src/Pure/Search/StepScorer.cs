using Pure.Rollouts;

namespace Pure.Search;

/// <summary>Scores the steps of responses, finished or not: one array a response, one probability of being right a step. No score is NaN.</summary>
/// <param name="responses">The responses; one that has not ended finishes with <see cref="FinishReason.Pause"/>.</param>
public delegate double[][] StepScorer(IReadOnlyList<Rollout> responses);
