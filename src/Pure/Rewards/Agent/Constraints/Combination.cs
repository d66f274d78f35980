namespace Pure.Rewards.Agent.Constraints;

/// <summary>How the parts of a combined constraint belong together.</summary>
public enum Combination
{
    All,
    Any,
    None,
}
