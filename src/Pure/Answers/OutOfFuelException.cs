namespace Pure.Answers;

/// <summary>Ends a grading that would take too much work; never leaves <see cref="AnswerGrader"/>.</summary>
internal sealed class OutOfFuelException : Exception;
