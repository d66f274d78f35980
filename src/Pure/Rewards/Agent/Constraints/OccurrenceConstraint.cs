namespace Pure.Rewards.Agent.Constraints;

/// <summary>Bounds how often a phrase occurs: at least once where nothing is said, at most never for a forbidden one.</summary>
public sealed record OccurrenceConstraint(string Phrase, bool IgnoreCase, Bounds Bounds) : Constraint
{
    /// <inheritdoc/>
    public override bool Holds(string text) => Bounds.Hold(TextCounts.Occurrences(text, Phrase, IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
}
