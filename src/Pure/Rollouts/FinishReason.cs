namespace Pure.Rollouts;

/// <summary>Why sampling of a response ended.</summary>
public enum FinishReason
{
    /// <summary>The policy emitted its end-of-sequence token, or one of <see cref="SamplingOptions.StopAt"/>; it is the last token of the response.</summary>
    Stop,

    /// <summary>The response reached the length limit; no end-of-sequence token is added or faked.</summary>
    Length,

    /// <summary>The response reached a token of <see cref="SamplingOptions.PauseAt"/>: it has not ended, and can be continued.</summary>
    Pause,
}
