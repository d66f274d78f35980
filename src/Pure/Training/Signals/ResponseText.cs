namespace Pure.Training.Signals;

/// <summary>The text beside one rollout; credit needs none, signals do.</summary>
/// <param name="Prompt">Text of the prompt.</param>
/// <param name="Response">Text of the response.</param>
/// <param name="Answered">Whether a final answer could be extracted from the response, right or wrong.</param>
public sealed record ResponseText(string Prompt, string Response, bool Answered);
