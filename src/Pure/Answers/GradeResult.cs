namespace Pure.Answers;

/// <summary>A verdict with what led to it.</summary>
/// <param name="Verdict">Equal, not equal, or ungradable.</param>
/// <param name="Reason">The rule that decided, in a few words.</param>
/// <param name="Extracted">The answer that was compared, as it stands in the prediction; <see langword="null"/> when none was found.</param>
public sealed record GradeResult(AnswerVerdict Verdict, string Reason, string? Extracted)
{
    /// <summary>How an answer was found and compared, one line a rule.</summary>
    public IReadOnlyList<string> Trace { get; init; } = [];

    /// <summary>Whether a response had no answer to compare.</summary>
    public bool NoAnswer => Extracted is null;

    /// <summary>Whether the reference answer is what cannot be graded: the question should then be left out.</summary>
    public bool GoldUngradable { get; init; }
}
