using System.Text.RegularExpressions;

namespace Pure.Rewards.Agent.Constraints;

/// <summary>Bounds how often a regular expression matches. The engine cannot backtrack, so no pattern and no text makes it slow.</summary>
public sealed record PatternConstraint(Regex Pattern, Bounds Bounds) : Constraint
{
    /// <summary>Makes one.</summary>
    /// <exception cref="FormatException">The pattern is not sound, or uses what needs backtracking (back references, lookaround).</exception>
    public static PatternConstraint Of(string pattern, bool ignoreCase, Bounds bounds)
    {
        RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new PatternConstraint(new Regex(pattern, options, TimeSpan.FromSeconds(1)), bounds);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"the pattern '{pattern}' cannot be used ({e.Message})", e);
        }
    }

    /// <inheritdoc/>
    public override bool Holds(string text)
    {
        try
        {
            return Bounds.Hold(Pattern.Count(text));
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
