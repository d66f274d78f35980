// A language model behind /v1/completions. Each continuation is a request of its own with its own seed, so that one can be repeated
// without the others; servers share the work on a common prompt themselves.
using System.Text.Json.Nodes;
using Pure.Data;
using Pure.Models;

namespace Pure.Rollouts.Remote;

/// <summary>A language model on a server.</summary>
/// <param name="client">The server; disposed with this.</param>
/// <param name="endOfSequence">The token that ends a response.</param>
public sealed class RemoteLanguageModel(RemoteClient client, int endOfSequence) : ILanguageModel
{
    private const string Path = "v1/completions";

    /// <inheritdoc/>
    public string Failures => client.Failures;

    /// <inheritdoc/>
    public IReadOnlyList<Rollout?> Continue(IReadOnlyList<Prompt> prompts, SamplingOptions options, ulong seed) =>
        Task.WhenAll(prompts.Select(prompt => TrySampleAsync(prompt, SeedSequence.Derive(SeedSequence.Derive(seed, prompt.ProblemId), 0), options))).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public IReadOnlyList<double?> LogProbabilities(IReadOnlyList<TokenSequence> sequences) =>
        Task.WhenAll(sequences.Select(TryScoreAsync)).GetAwaiter().GetResult();

    /// <summary>Samples one response.</summary>
    /// <exception cref="RemoteException">All attempts failed.</exception>
    internal async Task<Rollout> SampleAsync(Prompt prompt, int sample, ulong seed, SamplingOptions options, CancellationToken cancel)
    {
        string model = await client.ModelAsync().ConfigureAwait(false);
        int[] stops = [.. (options.StopAt ?? new HashSet<int>()).Concat(options.PauseAt ?? new HashSet<int>()).Order()];
        var body = new JsonObject
        {
            ["model"] = model,
            ["prompt"] = Ids(prompt.Ids),
            ["n"] = 1,
            ["max_tokens"] = prompt.LimitOf(options),
            ["temperature"] = options.Temperature,
            ["top_p"] = options.TopP,
            ["top_k"] = options.TopK == 0 ? -1 : options.TopK,
            ["seed"] = (long)(seed >> 1),
            ["logprobs"] = 1,
            ["return_token_ids"] = true,
            ["return_tokens_as_token_ids"] = true,
            ["stop_token_ids"] = Ids(stops),
            ["include_stop_str_in_output"] = true,
            ["skip_special_tokens"] = false,
            ["add_special_tokens"] = false,
            ["stream"] = false,
        };
        CompletionReply reply = await client.PostAsync(Path, body, json => CompletionReply.Read(json, prompt.Ids), cancel).ConfigureAwait(false);
        return new Rollout(prompt.ProblemId, sample, prompt.Ids, reply.Ids, reply.LogProbabilities, Finish(reply, options), 0, seed);
    }

    public void Dispose() => client.Dispose();

    private FinishReason Finish(CompletionReply reply, SamplingOptions options)
    {
        int last = reply.Ids[^1];
        return reply.FinishReason switch
        {
            "length" => FinishReason.Length,
            "stop" when last == endOfSequence || options.StopAt?.Contains(last) == true => FinishReason.Stop,
            "stop" when options.PauseAt?.Contains(last) == true => FinishReason.Pause,
            "stop" => throw new PureException($"The server ended a response with token {last} and says it stopped, but that is neither the end-of-sequence token {endOfSequence} nor one of the tokens to stop at. Serve the model whose tokenizer is used here, without stop settings of its own."),
            _ => throw new PureException($"The server ended a response with finish_reason '{reply.FinishReason}'; only 'stop' and 'length' are known."),
        };
    }

    private async Task<Rollout?> TrySampleAsync(Prompt prompt, ulong seed, SamplingOptions options)
    {
        try
        {
            return await SampleAsync(prompt, 0, seed, options, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RemoteException)
        {
            return null;
        }
    }

    private async Task<double?> TryScoreAsync(TokenSequence sequence)
    {
        var body = new JsonObject
        {
            ["model"] = await client.ModelAsync().ConfigureAwait(false),
            ["prompt"] = Ids(sequence.Ids),
            ["max_tokens"] = 1,
            ["temperature"] = 0,
            ["prompt_logprobs"] = 0,
            ["add_special_tokens"] = false,
        };
        try
        {
            return await client.PostAsync(Path, body, reply => CompletionReply.PromptLogProbability(reply, sequence.Ids, sequence.PromptLength), CancellationToken.None).ConfigureAwait(false);
        }
        catch (RemoteException)
        {
            return null;
        }
    }

    private static JsonArray Ids(IEnumerable<int> ids) => new([.. ids.Select(id => (JsonNode)id)]);
}
