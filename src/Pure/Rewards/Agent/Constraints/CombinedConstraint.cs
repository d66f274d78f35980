namespace Pure.Rewards.Agent.Constraints;

/// <summary>Several constraints: all of them, any of them, or none of them.</summary>
public sealed record CombinedConstraint(IReadOnlyList<Constraint> Parts, Combination Combination) : Constraint
{
    /// <inheritdoc/>
    public override bool Holds(string text) => Combination switch
    {
        Combination.All => Parts.All(part => part.Holds(text)),
        Combination.Any => Parts.Any(part => part.Holds(text)),
        _ => !Parts.Any(part => part.Holds(text)),
    };
}
