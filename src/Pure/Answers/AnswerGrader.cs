namespace Pure.Answers;

/// <summary>Compares final answers of mathematics problems.</summary>
public static class AnswerGrader
{
    /// <summary>Compares two answers.</summary>
    /// <param name="gold">The reference answer.</param>
    /// <param name="prediction">The answer to judge, without the response around it.</param>
    /// <param name="profile">The policy.</param>
    public static GradeResult Grade(string gold, string prediction, AnswerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return HendrycksScorer.AreEqual(prediction, gold)
            ? new GradeResult(AnswerVerdict.Equal, "same text", prediction)
            : new GradeResult(AnswerVerdict.NotEqual, "different text", prediction);
    }

    /// <summary>Finds the answer of a response and compares it.</summary>
    /// <param name="gold">The reference answer.</param>
    /// <param name="response">The whole response.</param>
    /// <param name="profile">The policy.</param>
    public static GradeResult GradeResponse(string gold, string response, AnswerProfile profile) =>
        AnswerExtractor.Extract(response, profile) is { } found
            ? Grade(gold, found.Text, profile)
            : new GradeResult(AnswerVerdict.NotEqual, "no answer found", Extracted: null);

    /// <summary>A text that equal answers share: what majority voting groups by.</summary>
    /// <param name="answer">An answer, without the response around it.</param>
    public static string CanonicalKey(string answer) => HendrycksNormalizer.Normalize(answer) ?? answer;
}
