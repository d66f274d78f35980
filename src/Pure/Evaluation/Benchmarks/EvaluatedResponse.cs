using Pure.Answers;

namespace Pure.Evaluation.Benchmarks;

/// <summary>A response to a benchmark problem, graded.</summary>
/// <param name="Text">The response.</param>
/// <param name="Tokens">Its tokens, the one that ends it included.</param>
/// <param name="Finished">Whether it ended by itself.</param>
/// <param name="Answer">The final answer that was found in it, or <see langword="null"/>.</param>
/// <param name="Verdict">Whether that is right.</param>
/// <param name="Reason">What decided.</param>
/// <param name="StepScores">Probability of being right of each step, where a reward model scored the response.</param>
public sealed record EvaluatedResponse(string Text, int Tokens, bool Finished, string? Answer, AnswerVerdict Verdict, string Reason, double[]? StepScores = null)
{
    /// <summary>Whether the answer is right. Ungradable answers are not, and are counted.</summary>
    public bool IsRight => Verdict == AnswerVerdict.Equal;
}
