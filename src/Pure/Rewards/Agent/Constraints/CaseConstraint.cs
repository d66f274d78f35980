namespace Pure.Rewards.Agent.Constraints;

/// <summary>Asks that every letter is a capital, or that none is.</summary>
public sealed record CaseConstraint(bool Upper) : Constraint
{
    /// <inheritdoc/>
    public override bool Holds(string text) => !text.Any(Upper ? char.IsLower : char.IsUpper);
}
