namespace Pure.Rollouts;

/// <summary>How tokens are drawn.</summary>
/// <param name="MaxNewTokens">Length limit of a response.</param>
/// <param name="Temperature">Divides the logits; 0 takes the most likely token.</param>
/// <param name="TopP">Keeps the smallest set of likeliest tokens whose probabilities reach this sum; 1 keeps all.</param>
/// <param name="TopK">Keeps this many of the likeliest tokens; 0 keeps all.</param>
public sealed record SamplingOptions(int MaxNewTokens, double Temperature = 1, double TopP = 1, int TopK = 0)
{
    /// <summary>Tokens that end a response besides the model's end-of-sequence token; chat models often have two.</summary>
    public IReadOnlySet<int>? StopAt { get; init; }

    /// <summary>Tokens after which a response pauses, such as those that end a step: search goes on from there.</summary>
    public IReadOnlySet<int>? PauseAt { get; init; }

    /// <summary>Whether every token of the vocabulary can be drawn with its own probability, which the importance ratio assumes.</summary>
    public bool IsFull => Temperature > 0 && TopP >= 1 && TopK == 0;
}
