using Pure.Answers;

namespace Pure.Cli.Commands;

/// <summary>One answered line of <c>pure grade</c>.</summary>
/// <param name="Json">The answer.</param>
/// <param name="Result">What was found.</param>
/// <param name="Milliseconds">Time it took.</param>
/// <param name="Complaint">What is wrong with the line, if it is bad.</param>
internal sealed record GradedLine(byte[] Json, GradeResult Result, double Milliseconds, string? Complaint);
