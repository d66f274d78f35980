namespace Pure.Answers;

/// <summary>What the grader found. A reward is paid for <see cref="Equal"/> only.</summary>
public enum AnswerVerdict
{
    /// <summary>The answers are the same.</summary>
    Equal,

    /// <summary>They differ.</summary>
    NotEqual,

    /// <summary>It cannot be said: an answer is malformed, hostile or too large. Counted, never paid.</summary>
    Ungradable,
}
