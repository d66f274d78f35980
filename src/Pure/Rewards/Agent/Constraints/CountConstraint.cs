namespace Pure.Rewards.Agent.Constraints;

/// <summary>Bounds the number of words, sentences, bullets and the like.</summary>
public sealed record CountConstraint(TextUnit Unit, Bounds Bounds) : Constraint
{
    /// <inheritdoc/>
    public override bool Holds(string text) => Bounds.Hold(TextCounts.Of(text, Unit));
}
