namespace Pure.Rewards;

/// <summary>What the check of a final answer found.</summary>
public enum AnswerFinding
{
    /// <summary>The problem has no reference answer.</summary>
    NoReference,

    /// <summary>The reference answer cannot be graded; the problem is left out of the verifiable reward.</summary>
    ReferenceUngradable,

    /// <summary>The response was cut by its length limit.</summary>
    Cut,

    /// <summary>The response states no answer.</summary>
    NoAnswer,

    /// <summary>The answer cannot be graded: malformed, hostile or too large.</summary>
    Ungradable,

    /// <summary>The answer differs from the reference.</summary>
    Wrong,

    /// <summary>The answer is the reference.</summary>
    Right,
}
