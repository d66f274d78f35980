namespace Pure.Rewards.Agent.Constraints;

/// <summary>Forbids characters.</summary>
public sealed record CharactersConstraint(string Forbidden) : Constraint
{
    /// <inheritdoc/>
    public override bool Holds(string text) => text.AsSpan().IndexOfAny(Forbidden) < 0;
}
