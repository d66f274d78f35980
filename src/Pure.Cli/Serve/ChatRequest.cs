// A request to /v1/chat/completions, read strictly: what changes the reply and cannot be done here is refused, never ignored.
using System.Text.Json;
using Pure.Rollouts;
using Pure.Text;

namespace Pure.Cli.Serve;

/// <summary>A conversation to go on with.</summary>
/// <param name="Messages">In order.</param>
/// <param name="MaxTokens">Length limit of the reply; null for as many as the model's positions allow.</param>
/// <param name="WithLogProbabilities">Whether the log-probability of every token is asked for.</param>
internal sealed record ChatRequest(IReadOnlyList<ChatMessage> Messages, int? MaxTokens, bool WithLogProbabilities)
{
    private static readonly string[] Roles = ["system", "developer", "user", "assistant"];
    private static readonly string[] Unsupported = ["tools", "functions", "logit_bias", "audio", "modalities", "prediction"];

    /// <summary>Reads a request.</summary>
    /// <exception cref="PureException">It is not sound, or asks for something that this server cannot do.</exception>
    public static ChatRequest Read(JsonElement request)
    {
        if (Unsupported.FirstOrDefault(name => RequestFields.Given(request, name, out JsonElement value) && !IsEmpty(value)) is { } name)
            throw new PureException($"'{name}' is not supported. Leave it out.");
        if (RequestFields.Given(request, "response_format", out JsonElement format) && !(format.ValueKind == JsonValueKind.Object && format.TryGetProperty("type", out JsonElement type) && type.ValueEquals("text")))
            throw new PureException("'response_format' is not supported, except {\"type\": \"text\"}. Leave it out.");
        if (RequestFields.Integer(request, "top_logprobs", 0, 0, 20) > 0) throw new PureException("'top_logprobs' is not supported: 'logprobs' gives the sampled tokens.");
        if (!RequestFields.Given(request, "messages", out JsonElement messages) || messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
            throw new PureException("The request has no list 'messages'.");
        string limit = RequestFields.Given(request, "max_completion_tokens", out _) ? "max_completion_tokens" : "max_tokens";
        int? most = RequestFields.Given(request, limit, out _) ? RequestFields.Integer(request, limit, 1, 1, int.MaxValue) : null;
        return new ChatRequest([.. messages.EnumerateArray().Select(Message)], most, RequestFields.Flag(request, "logprobs"));
    }

    /// <summary>How tokens are drawn.</summary>
    /// <param name="request">The request.</param>
    /// <param name="room">Positions that the conversation leaves.</param>
    public SamplingOptions Sampling(JsonElement request, int room) => CompletionRequest.ReadSampling(request) with { MaxNewTokens = MaxTokens ?? Math.Max(1, room) };

    private static ChatMessage Message(JsonElement message, int index)
    {
        if (message.ValueKind != JsonValueKind.Object) throw new PureException($"Message {index + 1} of 'messages' is not an object.");
        string? role = message.TryGetProperty("role", out JsonElement named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        if (role is null || !Roles.Contains(role)) throw new PureException($"Message {index + 1} of 'messages' has the role '{role}'. Known are {string.Join(", ", Roles)}.");
        return new ChatMessage(role == "developer" ? "system" : role, Content(message, index));
    }

    /// <summary>A text, or a list of parts that are texts.</summary>
    private static string Content(JsonElement message, int index)
    {
        if (!message.TryGetProperty("content", out JsonElement content)) throw new PureException($"Message {index + 1} of 'messages' has no 'content'.");
        if (content.ValueKind == JsonValueKind.String) return content.GetString()!;
        if (content.ValueKind != JsonValueKind.Array) throw new PureException($"Message {index + 1} of 'messages' has a 'content' that is neither a text nor a list of parts.");
        return string.Concat(content.EnumerateArray().Select(part =>
            part.ValueKind == JsonValueKind.Object && part.TryGetProperty("type", out JsonElement type) && type.ValueEquals("text") && part.TryGetProperty("text", out JsonElement text) && text.ValueKind == JsonValueKind.String
                ? text.GetString()
                : throw new PureException($"Message {index + 1} of 'messages' has a part that is not a text.")));
    }

    private static bool IsEmpty(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0) || (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any());
}
