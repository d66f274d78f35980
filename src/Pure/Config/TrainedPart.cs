namespace Pure.Config;

/// <summary>Which weights of a reward model learn.</summary>
public enum TrainedPart
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Only the head; the decoder is frozen (PURE's first stage).</summary>
    Head,
}
