using Pure.Rollouts;

namespace Pure.Cli.Serve;

/// <summary>The answer to a <see cref="CompletionRequest"/>.</summary>
/// <param name="Rollout">What was sampled.</param>
/// <param name="PromptLogProbabilities">Of every token of the prompt but the first; <see langword="null"/> when not asked for.</param>
internal sealed record CompletionResult(Rollout Rollout, float[]? PromptLogProbabilities);
