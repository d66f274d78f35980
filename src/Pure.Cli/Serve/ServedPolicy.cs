// A language model behind /v1/completions and /v1/chat/completions, in the form that vLLM gives it: token ids beside the text, the
// log-probability of each sampled token at the sampling temperature. The tokens depend on the prompt and the request's seed only,
// whatever else is in the batch. Conversations are written by the model folder's own chat template.
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Data;
using Pure.Models;
using Pure.Rollouts;
using Pure.Training;

namespace Pure.Cli.Serve;

/// <summary>Serves one language model.</summary>
internal sealed class ServedPolicy : IDisposable
{
    private readonly Policy _policy;
    private readonly ScoringOptions _scoring;
    private readonly LocalGenerator _generator;
    private readonly RequestBatcher<CompletionRequest, CompletionResult> _batcher;
    private readonly Lazy<PromptTemplate> _chat;
    private long _unseeded;

    /// <param name="policy">Taken over.</param>
    /// <param name="folder">Its folder, where the chat template is.</param>
    /// <param name="scoring">How the work is cut.</param>
    /// <param name="maxRows">Responses decoded together in one lane.</param>
    /// <param name="thread">Where the model runs.</param>
    public ServedPolicy(Policy policy, string folder, ScoringOptions scoring, int maxRows, ModelThread thread)
    {
        _policy = policy;
        _scoring = scoring;
        _chat = new Lazy<PromptTemplate>(() => PromptTemplate.Of(PromptTemplate.Chat, folder));
        _generator = new LocalGenerator(policy.Decoder, scoring.Lanes, policy.Tokenizer.EndOfSequence, maxRows);
        _batcher = new RequestBatcher<CompletionRequest, CompletionResult>(thread, Run);
    }

    /// <summary>Answers a request to <c>/v1/completions</c>.</summary>
    public async Task<JsonObject> CompleteAsync(JsonElement request, string model)
    {
        SamplingOptions options = CompletionRequest.ReadOptions(request);
        int[][] prompts = RequestFields.Sequences(request, "prompt", _policy.Tokenizer, _policy.Config.VocabularySize);
        bool scorePrompt = RequestFields.Given(request, "prompt_logprobs", out _);
        (CompletionResult[] results, JsonObject reply) = await SampleAsync(request, prompts, options, scorePrompt).ConfigureAwait(false);
        reply["id"] = "cmpl-" + reply["id"];
        reply["object"] = "text_completion";
        reply["model"] = model;
        reply["choices"] = new JsonArray([.. results.Select((result, i) => Choice(result, i))]);
        return reply;
    }

    /// <summary>Answers a request to <c>/v1/chat/completions</c>.</summary>
    /// <exception cref="PureException">The request is not sound, or the model has no chat template.</exception>
    public async Task<JsonObject> ChatAsync(JsonElement request, string model)
    {
        var chat = ChatRequest.Read(request);
        int[] prompt = _chat.Value.Encode(chat.Messages, _policy.Tokenizer);
        SamplingOptions options = chat.Sampling(request, _policy.Config.MaxPositions - prompt.Length);
        (CompletionResult[] results, JsonObject reply) = await SampleAsync(request, [prompt], options, scorePrompts: false).ConfigureAwait(false);
        reply["id"] = "chatcmpl-" + reply["id"];
        reply["object"] = "chat.completion";
        reply["model"] = model;
        reply["choices"] = new JsonArray([.. results.Select((result, i) => (JsonNode)new JsonObject
        {
            ["index"] = i,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = Text(result.Rollout) },
            ["finish_reason"] = Finish(result.Rollout),
            ["logprobs"] = chat.WithLogProbabilities ? new JsonObject { ["content"] = new JsonArray([.. result.Rollout.ResponseIds.Select((id, t) => (JsonNode)new JsonObject { ["token"] = _policy.Tokenizer.TokenText(id), ["logprob"] = result.Rollout.LogProbabilities[t] })]) } : null,
            ["token_ids"] = Numbers(result.Rollout.ResponseIds),
        })]);
        return reply;
    }

    public void Dispose() => _policy.Dispose();

    /// <summary>Samples, and says of a reply what both routes say.</summary>
    private async Task<(CompletionResult[] Results, JsonObject Reply)> SampleAsync(JsonElement request, int[][] prompts, SamplingOptions options, bool scorePrompts)
    {
        int samples = RequestFields.Integer(request, "n", 1, 1, 4096);
        string seed = RequestFields.Given(request, "seed", out JsonElement given) ? given.GetRawText() : string.Create(CultureInfo.InvariantCulture, $"unseeded {Interlocked.Increment(ref _unseeded)}");
        CompletionResult[] results = await Task.WhenAll(prompts.SelectMany(ids => Enumerable.Range(0, samples).Select(k =>
            _batcher.AskAsync(new CompletionRequest(new Prompt(string.Create(CultureInfo.InvariantCulture, $"{seed}/{k}"), ids), options, scorePrompts))))).ConfigureAwait(false);
        int prompted = prompts.Sum(ids => ids.Length), sampled = results.Sum(r => r.Rollout.ResponseIds.Length);
        return (results, new JsonObject
        {
            ["id"] = Convert.ToHexStringLower(BitConverter.GetBytes(SeedSequence.Derive(0, seed))),
            ["created"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["usage"] = new JsonObject { ["prompt_tokens"] = prompted, ["completion_tokens"] = sampled, ["total_tokens"] = prompted + sampled },
        });
    }

    private string Text(Rollout rollout) => _policy.Tokenizer.Decode(rollout.ResponseIds, skipSpecial: true);

    private static string Finish(Rollout rollout) => rollout.Finish == FinishReason.Length ? "length" : "stop";

    private JsonObject Choice(CompletionResult result, int index)
    {
        Rollout rollout = result.Rollout;
        var choice = new JsonObject
        {
            ["index"] = index,
            ["text"] = Text(rollout),
            ["finish_reason"] = Finish(rollout),
            ["token_ids"] = Numbers(rollout.ResponseIds),
            ["prompt_token_ids"] = Numbers(rollout.PromptIds),
            ["logprobs"] = new JsonObject
            {
                ["tokens"] = new JsonArray([.. rollout.ResponseIds.Select(id => (JsonNode)_policy.Tokenizer.TokenText(id))]),
                ["token_logprobs"] = new JsonArray([.. rollout.LogProbabilities.Select(p => (JsonNode)p)]),
            },
        };
        if (result.PromptLogProbabilities is { } scores)
            choice["prompt_logprobs"] = new JsonArray([null, .. scores.Select((p, t) => (JsonNode)new JsonObject { [rollout.PromptIds[t + 1].ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["logprob"] = p } })]);
        return choice;
    }

    private IReadOnlyList<CompletionResult> Run(IReadOnlyList<CompletionRequest> requests)
    {
        var results = new CompletionResult[requests.Count];
        foreach (IGrouping<string, int> group in Enumerable.Range(0, requests.Count).GroupBy(i => requests[i].BatchKey, StringComparer.Ordinal))
        {
            int[] members = [.. group];
            IReadOnlyList<Rollout> rollouts = _generator.Generate(_policy.Weights, new GenerationRequest([.. members.Select(i => requests[i].Prompt)], 1, 0), requests[members[0]].Options);
            for (int k = 0; k < members.Length; k++) results[members[k]] = new CompletionResult(rollouts[k], null);
        }

        int[] scored = [.. Enumerable.Range(0, requests.Count).Where(i => requests[i].PromptLogProbabilities)];
        if (scored.Length == 0) return results;
        float[][] scores = TokenLogProbabilities.Score(_policy.Decoder, _policy.Weights, [.. scored.Select(i => new TokenSequence(requests[i].Prompt.Ids, 1))], _scoring);
        for (int k = 0; k < scored.Length; k++) results[scored[k]] = results[scored[k]] with { PromptLogProbabilities = scores[k] };
        return results;
    }

    private static JsonArray Numbers(IEnumerable<int> ids) => new([.. ids.Select(id => (JsonNode)id)]);
}
