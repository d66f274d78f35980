namespace Pure.Rewards.Agent;

/// <summary>Which checks an instruction needs besides the reward model.</summary>
/// <param name="Constraints">It makes explicit demands: length, keywords, format.</param>
/// <param name="Factuality">Answers to it may contain claims about the world.</param>
public sealed record AgentPlan(bool Constraints, bool Factuality);
