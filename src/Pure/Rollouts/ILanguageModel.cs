using Pure.Models;

namespace Pure.Rollouts;

/// <summary>A language model that writes on and judges text, in this process or behind a server: what a generative verifier runs on.</summary>
public interface ILanguageModel : IDisposable
{
    /// <summary>Continues every prompt once.</summary>
    /// <param name="prompts">The prompts; their ids tell the seeds apart.</param>
    /// <param name="options">How tokens are drawn.</param>
    /// <param name="seed">The seed of each continuation is derived from this and the prompt's id.</param>
    /// <returns>One entry a prompt; <see langword="null"/> where a request failed for good.</returns>
    IReadOnlyList<Rollout?> Continue(IReadOnlyList<Prompt> prompts, SamplingOptions options, ulong seed);

    /// <summary>Log-probability of given continuations, all their tokens together.</summary>
    /// <returns>One entry a sequence; <see langword="null"/> where a request failed for good.</returns>
    IReadOnlyList<double?> LogProbabilities(IReadOnlyList<TokenSequence> sequences);

    /// <summary>Requests that failed for good so far, with what the last one said; empty when none did.</summary>
    string Failures { get; }
}
