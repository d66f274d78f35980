// A process reward model behind two protocols: vLLM's /pooling (token ids in, two probabilities a token out) and OpenRLHF's /get_reward
// (texts in, one reward a text out), so that other training programs can use a model trained here.
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Text;

namespace Pure.Cli.Serve;

/// <summary>Serves one process reward model.</summary>
internal sealed class ServedReward : IDisposable
{
    private readonly ProcessRewardModel _model;
    private readonly Tokenizer _tokenizer;
    private readonly string _separator;
    private readonly RequestBatcher<int[], float[]> _tokens;
    private readonly RequestBatcher<(Rollout Rollout, Steps Steps), double[]> _steps;

    /// <param name="model">Taken over.</param>
    /// <param name="tokenizer">Of its folder.</param>
    /// <param name="separator">Text that ends a step in texts that are sent.</param>
    /// <param name="scoring">How the work is cut.</param>
    /// <param name="thread">Where the model runs.</param>
    public ServedReward(ProcessRewardModel model, Tokenizer tokenizer, string separator, ScoringOptions scoring, ModelThread thread)
    {
        _tokenizer = tokenizer;
        _separator = separator;
        _model = model;
        _model.ReadStepsOf(_tokenizer, separator);
        _tokens = new RequestBatcher<int[], float[]>(thread, sequences => _model.Probabilities(sequences, scoring));
        _steps = new RequestBatcher<(Rollout Rollout, Steps Steps), double[]>(thread,
            batch => _model.Score([.. batch.Select(b => b.Rollout)], [.. batch.Select(b => b.Steps)], scoring));
    }

    /// <summary>Probabilities of bad and good at every token: <c>data[i].data</c> is (T, 2).</summary>
    public async Task<JsonObject> PoolAsync(JsonElement request, string model)
    {
        int[][] inputs = RequestFields.Sequences(request, "input", _tokenizer, _model.Config.VocabularySize);
        CheckLengths(inputs);
        float[][] all = await Task.WhenAll(inputs.Select(_tokens.AskAsync)).ConfigureAwait(false);
        return new JsonObject
        {
            ["object"] = "list",
            ["model"] = model,
            ["created"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["data"] = new JsonArray([.. all.Select((scores, i) => (JsonNode)new JsonObject { ["index"] = i, ["object"] = "pooling", ["data"] = new JsonArray([.. scores.Chunk(2).Select(pair => (JsonNode)new JsonArray(pair[0], pair[1]))]) })]),
            ["usage"] = new JsonObject { ["prompt_tokens"] = inputs.Sum(ids => ids.Length), ["total_tokens"] = inputs.Sum(ids => ids.Length) },
        };
    }

    /// <summary>Rewards of whole texts. Each entry of <c>query</c> begins with the entry of <c>prompts</c> at its place; the reward is that of the worst step, and every step's is beside it.</summary>
    public async Task<JsonObject> RewardAsync(JsonElement request)
    {
        string[] queries = RequestFields.Texts(request, "query"), prompts = RequestFields.Texts(request, "prompts");
        if (queries.Length != prompts.Length) throw new PureException($"There are {queries.Length} queries and {prompts.Length} prompts. Send one prompt for each query.");
        (Rollout, Steps)[] inputs = [.. queries.Select((query, i) => Response(query, prompts[i], i))];
        double[][] rewards = await Task.WhenAll(inputs.Select(_steps.AskAsync)).ConfigureAwait(false);
        return new JsonObject
        {
            ["rewards"] = new JsonArray([.. rewards.Select(steps => (JsonNode)steps.Min())]),
            ["step_rewards"] = new JsonArray([.. rewards.Select(steps => (JsonNode)new JsonArray([.. steps.Select(r => (JsonNode)r)]))]),
        };
    }

    public void Dispose() => _model.Dispose();

    private (Rollout Rollout, Steps Steps) Response(string query, string prompt, int index)
    {
        if (!query.StartsWith(prompt, StringComparison.Ordinal)) throw new PureException($"Query {index + 1} does not begin with its prompt.");
        int[] promptIds = _tokenizer.Encode(prompt), ids = _tokenizer.Encode(query[prompt.Length..]);
        if (promptIds.Length == 0 || ids.Length == 0) throw new PureException($"Query {index + 1} has an empty prompt or an empty response.");
        CheckLengths([[.. promptIds, .. ids]]);
        var rollout = new Rollout("served", index, promptIds, ids, new float[ids.Length], FinishReason.Length, 0, 0);
        return (rollout, Steps.Of(ids, _tokenizer.IdsEndingWith(_separator)));
    }

    private void CheckLengths(IEnumerable<int[]> sequences)
    {
        if (sequences.FirstOrDefault(ids => ids.Length >= _model.Config.MaxPositions) is { } tooLong)
            throw new PureException($"A text has {tooLong.Length} tokens, and the model reads {_model.Config.MaxPositions} at most. Nothing is cut silently; send shorter texts.");
    }
}
