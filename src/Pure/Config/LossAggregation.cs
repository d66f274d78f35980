namespace Pure.Config;

/// <summary>Over what the policy loss is averaged.</summary>
public enum LossAggregation
{
    /// <summary>Mean over all tokens of the batch: every token counts the same.</summary>
    Token,

    /// <summary>Mean over responses of the mean over their tokens: every response counts the same, tokens of short ones more.</summary>
    Sequence,
}
