// A process reward model behind vLLM's /pooling, or behind `pure serve`, which speaks the same protocol: token ids go out, and two numbers
// a token come back, bad and good. Some models (those with a step tag in their pooler) give numbers at the ends of steps only; then there
// must be as many as there are steps. Anything else is a reply that does not fit, and the response is missing, never half scored.
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Models;
using Pure.Rewards.Inputs;
using Pure.Rollouts;
using Pure.Rollouts.Remote;

namespace Pure.Rewards.Remote;

/// <summary>Scores the steps of responses on a server.</summary>
/// <param name="client">The server; disposed with this.</param>
/// <param name="reading">What the model reads at the end of a step; its tokenizer must be the policy's.</param>
/// <param name="scores">What the server's numbers are.</param>
public sealed class ServedRewardModel(RemoteClient client, StepReading reading, ClassScores scores) : IRewardModel
{
    /// <inheritdoc/>
    public IReadOnlyList<ResponseReward> Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options) =>
        Task.WhenAll(rollouts.Select((rollout, i) => ScoreAsync(reading.Input(rollout, steps[i]).MustHave(steps[i].Count, $"Response {i}")))).GetAwaiter().GetResult();

    public void Dispose() => client.Dispose();

    private async Task<ResponseReward> ScoreAsync(RewardModelInput input)
    {
        var body = new JsonObject
        {
            ["model"] = await client.ModelAsync().ConfigureAwait(false),
            ["input"] = new JsonArray([.. input.Ids.Select(id => (JsonNode)id)]),
            ["encoding_format"] = "float",
            ["add_special_tokens"] = false,
        };
        try
        {
            return new ResponseReward(await client.PostAsync("pooling", body, reply => Read(reply, input), CancellationToken.None).ConfigureAwait(false));
        }
        catch (RemoteException e)
        {
            return ResponseReward.MissingBecause($"{e.Message} ({client.Failures})");
        }
    }

    private double[] Read(JsonElement reply, RewardModelInput input)
    {
        JsonElement rows = reply.GetProperty("data")[0].GetProperty("data");
        int count = rows.GetArrayLength();
        if (count == input.Ids.Length) return [.. input.Positions.Select(position => Reward(rows[position]))];
        if (count == input.Positions.Length) return [.. rows.EnumerateArray().Select(Reward)];
        throw new FormatException($"the server gave {count} scores for {input.Ids.Length} tokens and {input.Positions.Length} steps");
    }

    private double Reward(JsonElement row)
    {
        if (row.GetArrayLength() != 2) throw new FormatException($"a token has {row.GetArrayLength()} numbers and should have two, bad and good");
        double bad = row[0].GetDouble(), good = row[1].GetDouble();
        if (scores == ClassScores.Logits) return Math.Tanh((good - bad) / 2);   // softmax: p(good) - p(bad)
        if (bad is < 0 or > 1 || good is < 0 or > 1) throw new FormatException($"{bad} and {good} are no probabilities; does the server give logits (reward_model.scores)?");
        return good - bad;
    }
}
