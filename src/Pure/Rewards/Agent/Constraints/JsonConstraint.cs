using System.Text.Json;

namespace Pure.Rewards.Agent.Constraints;

/// <summary>Asks that a text is JSON, within a Markdown fence or without.</summary>
public sealed record JsonConstraint : Constraint
{
    /// <inheritdoc/>
    public override bool Holds(string text)
    {
        string inside = text.Trim();
        if (inside.StartsWith("```", StringComparison.Ordinal) && inside.EndsWith("```", StringComparison.Ordinal) && inside.IndexOf('\n', StringComparison.Ordinal) is var line and > 0)
            inside = inside[line..^3];
        try
        {
            using var document = JsonDocument.Parse(inside);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
