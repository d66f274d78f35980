namespace Pure.Rollouts;

/// <summary>What to sample in one call.</summary>
/// <param name="Prompts">The prompts, each asked <paramref name="SamplesPerPrompt"/> times.</param>
/// <param name="SamplesPerPrompt">Responses a prompt: the group size K.</param>
/// <param name="Seed">The seed of each response is derived from this, its problem id and its sample index.</param>
/// <param name="PolicyVersion">Recorded in the rollouts.</param>
public sealed record GenerationRequest(IReadOnlyList<Prompt> Prompts, int SamplesPerPrompt, ulong Seed, int PolicyVersion = 0);
