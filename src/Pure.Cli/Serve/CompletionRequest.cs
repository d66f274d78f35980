using System.Text.Json;
using Pure.Rollouts;

namespace Pure.Cli.Serve;

/// <summary>A request to <c>/v1/completions</c>: one prompt of it, one sample.</summary>
/// <param name="Prompt">The prompt; its problem id carries the seed.</param>
/// <param name="Options">How tokens are drawn.</param>
/// <param name="PromptLogProbabilities">Whether the log-probabilities of the prompt's own tokens are asked for.</param>
internal sealed record CompletionRequest(Prompt Prompt, SamplingOptions Options, bool PromptLogProbabilities)
{
    /// <summary>What this server cannot do, each with the value that asks for nothing.</summary>
    private static readonly (string Name, double Neutral)[] Unsupported =
    [
        ("presence_penalty", 0), ("frequency_penalty", 0), ("repetition_penalty", 1), ("min_p", 0), ("length_penalty", 1), ("best_of", 1),
    ];

    /// <summary>Which requests are sampled together: those that draw tokens in the same way.</summary>
    public string BatchKey => string.Join('|', Options.MaxNewTokens, Options.Temperature, Options.TopP, Options.TopK, string.Join(',', (Options.StopAt ?? new HashSet<int>()).Order()));

    /// <summary>How tokens are drawn for <c>/v1/completions</c>.</summary>
    /// <exception cref="PureException">The request asks for something that this server cannot do.</exception>
    public static SamplingOptions ReadOptions(JsonElement request)
    {
        if (RequestFields.Flag(request, "echo")) throw new PureException("'echo' is not supported. Use 'prompt_logprobs' for the log-probabilities of a prompt.");
        if (RequestFields.Integer(request, "logprobs", 0, 0, int.MaxValue) > 1) throw new PureException("'logprobs' gives the sampled token only. Set it to 1.");
        return ReadSampling(request) with { MaxNewTokens = RequestFields.Integer(request, "max_tokens", 16, 1, int.MaxValue) };
    }

    /// <summary>What both routes say about sampling in the same words; the length limit is theirs.</summary>
    /// <exception cref="PureException">The request asks for something that this server cannot do.</exception>
    public static SamplingOptions ReadSampling(JsonElement request)
    {
        if (RequestFields.Flag(request, "stream")) throw new PureException("'stream' is not supported. Leave it out.");
        if (RequestFields.Given(request, "stop", out JsonElement stop) && !(stop.ValueKind == JsonValueKind.Array && stop.GetArrayLength() == 0))
            throw new PureException("'stop' is not supported. Give token ids in 'stop_token_ids', or cut the text yourself.");
        foreach ((string name, double neutral) in Unsupported)
        {
            if (RequestFields.Number(request, name, neutral, double.MinValue, double.MaxValue) != neutral) throw new PureException($"'{name}' is not supported. Leave it out.");
        }

        int topK = RequestFields.Integer(request, "top_k", 0, -1, int.MaxValue);
        int[] stops = RequestFields.Ids(request, "stop_token_ids");
        return new SamplingOptions(
            1,
            RequestFields.Number(request, "temperature", 1, 0, 100),
            RequestFields.Number(request, "top_p", 1, 1e-9, 1),
            Math.Max(0, topK))
        {
            StopAt = stops.Length == 0 ? null : stops.ToHashSet(),
        };
    }
}
