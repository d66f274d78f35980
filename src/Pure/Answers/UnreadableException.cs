namespace Pure.Answers;

/// <summary>Says why an answer cannot be read; never leaves <see cref="AnswerGrader"/>.</summary>
internal sealed class UnreadableException(string message) : Exception(message);
