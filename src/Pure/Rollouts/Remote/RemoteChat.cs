using System.Text.Json.Nodes;

namespace Pure.Rollouts.Remote;

/// <summary>A chat model on a server: one question, one reply.</summary>
/// <param name="client">The server; disposed with this.</param>
/// <param name="temperature">Of sampling; 0 takes the likeliest tokens.</param>
public sealed class RemoteChat(RemoteClient client, double temperature = 0) : IDisposable
{
    /// <summary>Requests that failed for good so far, with what the last one said; empty when none did.</summary>
    public string Failures => client.Failures;

    /// <summary>Asks.</summary>
    /// <param name="question">The only message.</param>
    /// <param name="maxTokens">Length limit of the reply.</param>
    /// <param name="cancel">Ends the request.</param>
    /// <returns>The reply.</returns>
    /// <exception cref="RemoteException">All attempts failed.</exception>
    public async Task<string> AskAsync(string question, int maxTokens, CancellationToken cancel)
    {
        var body = new JsonObject
        {
            ["model"] = await client.ModelAsync().ConfigureAwait(false),
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = question }),
            ["max_tokens"] = maxTokens,
            ["temperature"] = temperature,
        };
        return await client.PostAsync("v1/chat/completions", body, reply =>
            reply.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString() ?? throw new FormatException("the reply has no text"), cancel).ConfigureAwait(false);
    }

    public void Dispose() => client.Dispose();
}
