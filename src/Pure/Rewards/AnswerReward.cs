// The verifiable reward: whether a response's final answer equals the reference. With a marker, the answer is the text behind its last
// occurrence and must equal the reference as text. With the marker \boxed, it is the content of the last box, compared as Hendrycks'
// MATH normalisation does, which is what branch main of PURE trains on.
using Pure.Answers;

namespace Pure.Rewards;

/// <summary>Checks final answers. A response that was cut, or that states no answer, gets 0; a problem without a reference gets nothing.</summary>
/// <param name="Marker">What stands directly before an answer; <c>\boxed</c> for LaTeX boxes.</param>
public sealed record AnswerReward(string Marker)
{
    private const string Boxed = @"\boxed";

    /// <summary>The final answer of a response, or <see langword="null"/>.</summary>
    public string? Extract(string response)
    {
        if (Marker == Boxed) return HendrycksScorer.LastBoxed(response);
        int at = response.LastIndexOf(Marker, StringComparison.Ordinal);
        return at < 0 ? null : response[(at + Marker.Length)..].Trim();
    }

    /// <summary>1 or 0, or <see langword="null"/> when the problem has no reference answer.</summary>
    /// <param name="response">Text of the response, without its end-of-sequence token.</param>
    /// <param name="finished">Whether the response ended by itself.</param>
    /// <param name="reference">The reference answer.</param>
    public double? Of(string response, bool finished, string? reference)
    {
        if (reference is null) return null;
        if (!finished) return 0;
        return Marker == Boxed ? HendrycksScorer.Score(response, reference) : Extract(response) == reference.Trim() ? 1 : 0;
    }
}
