namespace Pure.Rewards.Agent;

/// <summary>What the agent says of the answers to one instruction.</summary>
/// <param name="Totals">Reward of each answer.</param>
/// <param name="Judgments">What it is made of.</param>
/// <param name="Plan">Which checks were made.</param>
public sealed record AgentVerdict(double[] Totals, IReadOnlyList<AgentJudgment> Judgments, AgentPlan Plan);
