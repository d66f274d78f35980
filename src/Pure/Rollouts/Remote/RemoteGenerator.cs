using Pure.Data;

namespace Pure.Rollouts.Remote;

/// <summary>Samples responses on a server.</summary>
/// <param name="client">The server; disposed with this.</param>
/// <param name="endOfSequence">The token that ends a response.</param>
/// <remarks>
/// The seeds are those of a local generator, but another engine draws other tokens with them. A server reports log-probabilities at
/// temperature 1 unless told otherwise (vLLM: <c>--logprobs-mode processed_logprobs</c>); the RL loop measures the difference and stops.
/// </remarks>
public sealed class RemoteGenerator(RemoteClient client, int endOfSequence) : IGenerator, IDisposable
{
    private readonly RemoteLanguageModel _model = new(client, endOfSequence);

    /// <inheritdoc/>
    /// <exception cref="RunFailedException">A request failed for good; the others are given up.</exception>
    public IReadOnlyList<Rollout> Generate(GenerationRequest request, SamplingOptions options, CancellationToken cancel = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        return Task.WhenAll(request.Prompts.SelectMany(prompt => Enumerable.Range(0, request.SamplesPerPrompt).Select(k => OneAsync(prompt, k, request, options, stop))))
            .GetAwaiter().GetResult();
    }

    public void Dispose() => _model.Dispose();

    private async Task<Rollout> OneAsync(Prompt prompt, int sample, GenerationRequest request, SamplingOptions options, CancellationTokenSource stop)
    {
        ulong seed = SeedSequence.Derive(SeedSequence.Derive(request.Seed, prompt.ProblemId), (ulong)sample);
        try
        {
            return await _model.SampleAsync(prompt, sample, seed, options, stop.Token).ConfigureAwait(false) with { PolicyVersion = request.PolicyVersion };
        }
        catch (RemoteException e)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw new RunFailedException($"A response to problem '{prompt.ProblemId}' could not be sampled, after all attempts: {e.Message}. Look at the server; what was saved is untouched.", e);
        }
    }
}
