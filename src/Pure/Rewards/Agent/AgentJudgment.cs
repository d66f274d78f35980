namespace Pure.Rewards.Agent;

/// <summary>What one agent says of the answers. The order of the answers decides ties.</summary>
/// <param name="Agent">Name of the agent: one of the constants here.</param>
/// <param name="Scores">Answer and score; an answer that was not looked at is absent.</param>
public sealed record AgentJudgment(string Agent, IReadOnlyList<KeyValuePair<string, double>> Scores)
{
    public const string Factuality = "factuality";
    public const string Constraint = "constraint";
    public const string Preference = "human_pref";
}
