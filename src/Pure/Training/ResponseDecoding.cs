using Pure.Rollouts;
using Pure.Text;

namespace Pure.Training;

/// <summary>The text of a response, for checking and for people. Nothing is computed from it that has to agree with the tokens.</summary>
public static class ResponseDecoding
{
    /// <summary>The decoded response without its end-of-sequence token.</summary>
    public static string TextOf(Rollout rollout, Tokenizer tokenizer)
    {
        ReadOnlySpan<int> ids = rollout.ResponseIds;
        if (rollout.Finish == FinishReason.Stop) ids = ids[..^1];
        return tokenizer.Decode(ids);
    }
}
