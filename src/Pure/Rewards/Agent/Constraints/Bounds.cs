namespace Pure.Rewards.Agent.Constraints;

/// <summary>Least and most of a count; both are allowed values.</summary>
/// <param name="AtLeast">Least.</param>
/// <param name="AtMost">Most.</param>
public readonly record struct Bounds(int AtLeast, int AtMost)
{
    /// <summary>Whether a count is within.</summary>
    public bool Hold(int count) => count >= AtLeast && count <= AtMost;
}
