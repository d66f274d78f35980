namespace Pure.Answers.Comparison;

/// <summary>What one rule found.</summary>
/// <param name="Verdict">Equal, not equal, or undecided.</param>
/// <param name="Reason">The rule.</param>
internal readonly record struct Outcome(AnswerVerdict Verdict, string Reason)
{
    public bool IsEqual => Verdict == AnswerVerdict.Equal;

    public static Outcome Equal(string reason) => new(AnswerVerdict.Equal, reason);

    public static Outcome Different(string reason) => new(AnswerVerdict.NotEqual, reason);

    public static Outcome Unknown(string reason) => new(AnswerVerdict.Ungradable, reason);
}
