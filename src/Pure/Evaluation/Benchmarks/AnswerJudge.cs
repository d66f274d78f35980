using Pure.Answers;

namespace Pure.Evaluation.Benchmarks;

/// <summary>Finds and grades the final answers of responses.</summary>
/// <param name="Profile">How answers are found and compared.</param>
/// <param name="Marker">What stands directly before an answer; <see langword="null"/> leaves finding it to the profile. With a marker a response that was cut has no answer.</param>
public sealed record AnswerJudge(AnswerProfile Profile, string? Marker = null)
{
    /// <summary>The final answer, or <see langword="null"/>.</summary>
    /// <param name="response">Text of the response, without its end-of-sequence token.</param>
    /// <param name="finished">Whether it ended by itself.</param>
    public string? Extract(string response, bool finished)
    {
        if (Marker is null) return AnswerExtractor.Extract(response, Profile)?.Text;
        int at = finished ? response.LastIndexOf(Marker, StringComparison.Ordinal) : -1;
        return at < 0 ? null : response[(at + Marker.Length)..].Trim();
    }

    /// <summary>Grades a response.</summary>
    /// <param name="response">As for <see cref="Extract"/>.</param>
    /// <param name="finished">As for <see cref="Extract"/>.</param>
    /// <param name="gold">The reference answer.</param>
    public GradeResult Grade(string response, bool finished, string gold) => Extract(response, finished) is { } answer
        ? AnswerGrader.Grade(gold, answer, Profile) with { Extracted = answer }
        : new GradeResult(AnswerVerdict.NotEqual, "no answer found", Extracted: null);
}
