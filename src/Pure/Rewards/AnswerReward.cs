// The verifiable reward: whether a response's final answer equals the reference. With a marker, the answer is the text behind its last
// occurrence, equal as text. With the marker \boxed, it is the content of the last box, compared by the grader (docs/grading.md); a
// profile chooses the grader's policy, compat-hendrycks being what branch main of PURE trains on.
using Pure.Answers;

namespace Pure.Rewards;

/// <summary>Checks final answers. A response that was cut, or that states no answer, gets 0; a problem without a reference, or with one that cannot be graded, gets nothing.</summary>
/// <param name="Marker">What stands directly before an answer; <c>\boxed</c> for LaTeX boxes.</param>
/// <param name="Profile">The grader's policy; <see langword="null"/> is the strict one for boxes and equality as text for other markers.</param>
public sealed record AnswerReward(string Marker, AnswerProfile? Profile = null)
{
    private const string Boxed = @"\boxed";

    /// <summary>The final answer of a response, or <see langword="null"/>.</summary>
    public string? Extract(string response)
    {
        if (Marker == Boxed) return AnswerExtractor.Extract(response, Profile ?? AnswerProfile.RlStrict)?.Text;
        int at = response.LastIndexOf(Marker, StringComparison.Ordinal);
        return at < 0 ? null : response[(at + Marker.Length)..].Trim();
    }

    /// <summary>1 or 0, or <see langword="null"/> when the problem has no reference answer that can be graded.</summary>
    /// <param name="response">Text of the response, without its end-of-sequence token.</param>
    /// <param name="finished">Whether the response ended by itself.</param>
    /// <param name="reference">The reference answer.</param>
    public double? Of(string response, bool finished, string? reference) => Check(response, finished, reference).Reward;

    /// <summary>The reward with what led to it.</summary>
    /// <param name="response">Text of the response, without its end-of-sequence token.</param>
    /// <param name="finished">Whether the response ended by itself.</param>
    /// <param name="reference">The reference answer.</param>
    public AnswerCheck Check(string response, bool finished, string? reference)
    {
        if (reference is null) return new AnswerCheck(null, AnswerFinding.NoReference);
        if (IsGraded && !AnswerGrader.IsGradable(reference, Profile ?? AnswerProfile.RlStrict)) return new AnswerCheck(null, AnswerFinding.ReferenceUngradable);
        if (!finished) return new AnswerCheck(0, AnswerFinding.Cut);
        if (Extract(response) is not { } answer) return new AnswerCheck(0, AnswerFinding.NoAnswer);
        if (!IsGraded) return answer == reference.Trim() ? new AnswerCheck(1, AnswerFinding.Right) : new AnswerCheck(0, AnswerFinding.Wrong);
        return AnswerGrader.Grade(reference, answer, Profile ?? AnswerProfile.RlStrict).Verdict switch
        {
            AnswerVerdict.Equal => new AnswerCheck(1, AnswerFinding.Right),
            AnswerVerdict.NotEqual => new AnswerCheck(0, AnswerFinding.Wrong),
            _ => new AnswerCheck(0, AnswerFinding.Ungradable),
        };
    }

    private bool IsGraded => Marker == Boxed || Profile is not null;
}
