namespace Pure.Rollouts;

/// <summary>Samples responses from one policy, wherever that runs. Search, evaluation and data generation are written against this.</summary>
public interface IGenerator
{
    /// <summary>Samples <see cref="GenerationRequest.SamplesPerPrompt"/> responses to every prompt. A prompt may end in the first tokens of a response: it is then continued, token by token as it stands.</summary>
    /// <param name="request">Prompts and seeds.</param>
    /// <param name="options">How tokens are drawn, and where a response ends or pauses.</param>
    /// <param name="cancel">Checked at least between tokens.</param>
    /// <returns>Rollouts in the order of the prompts, samples of one prompt beside each other.</returns>
    IReadOnlyList<Rollout> Generate(GenerationRequest request, SamplingOptions options, CancellationToken cancel = default);
}
