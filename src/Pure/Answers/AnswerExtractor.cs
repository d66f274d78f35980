namespace Pure.Answers;

/// <summary>Finds the final answer of a response.</summary>
public static class AnswerExtractor
{
    /// <summary>The final answer, or <see langword="null"/> when the profile finds none.</summary>
    /// <param name="response">Text of the response.</param>
    /// <param name="profile">Whether only a box counts.</param>
    public static ExtractedAnswer? Extract(string response, AnswerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return HendrycksScorer.LastBoxed(response) is { } box ? new ExtractedAnswer(box, "box", 0, response.Length, Several: false) : null;
    }
}
