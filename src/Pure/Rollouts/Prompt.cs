namespace Pure.Rollouts;

/// <summary>A problem as the policy reads it.</summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Ids">Token ids of its prompt; at least one.</param>
public sealed record Prompt(string ProblemId, int[] Ids);
