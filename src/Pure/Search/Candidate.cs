using Pure.Rollouts;

namespace Pure.Search;

/// <summary>A response that search ended up with.</summary>
/// <param name="Rollout">Its tokens, of all steps together.</param>
/// <param name="StepScores">Score of each step; those of the steps looked at ahead, where DVTS looked ahead.</param>
/// <param name="Score">Their aggregate.</param>
/// <param name="IsComplete">Whether it ended by itself or holds an answer. A response that was cut never wins.</param>
public sealed record Candidate(Rollout Rollout, double[] StepScores, double Score, bool IsComplete);
