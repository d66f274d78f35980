namespace Pure.Rewards.Agent.Constraints;

/// <summary>Asks how a text begins or ends, space around it aside.</summary>
public sealed record EdgeConstraint(string Phrase, bool AtStart, bool IgnoreCase) : Constraint
{
    /// <inheritdoc/>
    public override bool Holds(string text)
    {
        StringComparison comparison = IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return AtStart ? text.TrimStart().StartsWith(Phrase, comparison) : text.TrimEnd().EndsWith(Phrase, comparison);
    }
}
