namespace Pure.Config;

/// <summary>What is taken off an uncertain model's mean reward.</summary>
public enum UncertaintyPenalty
{
    /// <summary>Nothing: r = mu.</summary>
    None,

    /// <summary>r = mu - c · u, u the mean overlap with the rewards seen before (PURM, arXiv 2503.22480).</summary>
    Overlap,

    /// <summary>r = mu - c · sigma. Simpler, and of the same effect where it was compared.</summary>
    Deviation,
}
