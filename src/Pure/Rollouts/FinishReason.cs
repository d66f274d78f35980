namespace Pure.Rollouts;

/// <summary>Why sampling of a response ended.</summary>
public enum FinishReason
{
    /// <summary>The policy emitted its end-of-sequence token, which is the last token of the response.</summary>
    Stop,

    /// <summary>The response reached the length limit; no end-of-sequence token is added or faked.</summary>
    Length,
}
