namespace Pure.Credit;

/// <summary>
/// What a step without content (a separator directly after another, or an end-of-sequence token alone) counts for. Reward
/// models score such steps highly, which is how PURE runs without verifiable rewards end in empty answers.
/// </summary>
public enum EmptySteps
{
    /// <summary>They take no part in credit assignment. A response that has nothing else gets the lowest reward.</summary>
    Neutral,

    /// <summary>They count as the reward model scored them (both public branches).</summary>
    Score,

    /// <summary>They count as the lowest reward.</summary>
    Penalize,
}
