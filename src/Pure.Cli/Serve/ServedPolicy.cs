// A language model behind /v1/completions, in the form that vLLM gives it: token ids beside the text, the log-probability of each sampled
// token at the sampling temperature. The tokens depend on the prompt and the request's seed only, whatever else is in the batch.
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
    private long _unseeded;

    /// <param name="policy">Taken over.</param>
    /// <param name="scoring">How the work is cut.</param>
    /// <param name="maxRows">Responses decoded together in one lane.</param>
    /// <param name="thread">Where the model runs.</param>
    public ServedPolicy(Policy policy, ScoringOptions scoring, int maxRows, ModelThread thread)
    {
        _policy = policy;
        _scoring = scoring;
        _generator = new LocalGenerator(policy.Decoder, scoring.Lanes, policy.Tokenizer.EndOfSequence, maxRows);
        _batcher = new RequestBatcher<CompletionRequest, CompletionResult>(thread, Run);
    }

    /// <summary>Answers a request.</summary>
    public async Task<JsonObject> CompleteAsync(JsonElement request, string model)
    {
        SamplingOptions options = CompletionRequest.ReadOptions(request);
        int[][] prompts = RequestFields.Sequences(request, "prompt", _policy.Tokenizer, _policy.Config.VocabularySize);
        int samples = RequestFields.Integer(request, "n", 1, 1, 4096);
        bool scorePrompt = RequestFields.Given(request, "prompt_logprobs", out _);
        string seed = RequestFields.Given(request, "seed", out JsonElement given) ? given.GetRawText() : string.Create(CultureInfo.InvariantCulture, $"unseeded {Interlocked.Increment(ref _unseeded)}");
        CompletionResult[] results = await Task.WhenAll(prompts.SelectMany(ids => Enumerable.Range(0, samples).Select(k =>
            _batcher.AskAsync(new CompletionRequest(new Prompt(string.Create(CultureInfo.InvariantCulture, $"{seed}/{k}"), ids), options, scorePrompt))))).ConfigureAwait(false);
        int prompted = prompts.Sum(ids => ids.Length), sampled = results.Sum(r => r.Rollout.ResponseIds.Length);
        return new JsonObject
        {
            ["id"] = "cmpl-" + Convert.ToHexStringLower(BitConverter.GetBytes(SeedSequence.Derive(0, seed))),
            ["object"] = "text_completion",
            ["created"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["model"] = model,
            ["choices"] = new JsonArray([.. results.Select((result, i) => Choice(result, i))]),
            ["usage"] = new JsonObject { ["prompt_tokens"] = prompted, ["completion_tokens"] = sampled, ["total_tokens"] = prompted + sampled },
        };
    }

    public void Dispose() => _policy.Dispose();

    private JsonObject Choice(CompletionResult result, int index)
    {
        Rollout rollout = result.Rollout;
        var choice = new JsonObject
        {
            ["index"] = index,
            ["text"] = _policy.Tokenizer.Decode(rollout.ResponseIds, skipSpecial: true),
            ["finish_reason"] = rollout.Finish == FinishReason.Length ? "length" : "stop",
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
