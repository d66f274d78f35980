namespace Pure.Data;

/// <summary>A response and whether it is right: all that outcome-trained reward models need.</summary>
/// <param name="Prompt">The problem as the policy reads it.</param>
/// <param name="Completion">The response, without its end-of-sequence token.</param>
/// <param name="Label">1 right, 0 wrong, or a share of passed tests.</param>
/// <param name="Finished">Whether the response ended by itself; one that was cut has no end-of-sequence token.</param>
public sealed record OutcomeSample(string Prompt, string Completion, double Label, bool Finished);
