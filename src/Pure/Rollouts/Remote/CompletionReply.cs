// Reads replies of /v1/completions with token ids. Rollouts hold the tokens as they were sampled, so a server that only gives text is of
// no use here: the ids that the text would be cut into need not be those that were drawn.
using System.Globalization;
using System.Text.Json;

namespace Pure.Rollouts.Remote;

/// <summary>One sampled continuation.</summary>
/// <param name="Ids">As sampled.</param>
/// <param name="LogProbabilities">One a token.</param>
/// <param name="FinishReason">"stop" or "length".</param>
internal sealed record CompletionReply(int[] Ids, float[] LogProbabilities, string FinishReason)
{
    /// <summary>Reads the only choice of a reply.</summary>
    /// <param name="reply">The whole reply.</param>
    /// <param name="promptIds">What was sent; a server that says what it read must have read just this.</param>
    /// <exception cref="FormatException">Something is missing, or does not fit.</exception>
    public static CompletionReply Read(JsonElement reply, int[] promptIds)
    {
        JsonElement choice = reply.GetProperty("choices")[0];
        JsonElement log = choice.GetProperty("logprobs");
        float[] probabilities = [.. log.GetProperty("token_logprobs").EnumerateArray().Select(p => p.GetSingle())];
        int[] ids = IdsOf(choice, log);
        if (ids.Length != probabilities.Length) throw new FormatException($"{ids.Length} token ids and {probabilities.Length} log-probabilities");
        if (ids.Length == 0) throw new FormatException("no token was sampled");
        if (probabilities.Any(p => !float.IsFinite(p))) throw new FormatException("a log-probability is not finite");
        if (choice.TryGetProperty("prompt_token_ids", out JsonElement read) && read.ValueKind == JsonValueKind.Array
            && !read.EnumerateArray().Select(id => id.GetInt32()).SequenceEqual(promptIds))
            throw new FormatException("the server read other prompt tokens than it was sent");
        return new CompletionReply(ids, probabilities, choice.GetProperty("finish_reason").GetString() ?? "none");
    }

    /// <summary>Sum of the log-probabilities of the last tokens of a prompt.</summary>
    /// <param name="reply">A reply to a request with <c>prompt_logprobs</c>.</param>
    /// <param name="ids">The prompt.</param>
    /// <param name="from">The first token that counts.</param>
    public static double PromptLogProbability(JsonElement reply, int[] ids, int from)
    {
        JsonElement choice = reply.GetProperty("choices")[0];
        JsonElement each = choice.GetProperty("prompt_logprobs");
        if (each.GetArrayLength() != ids.Length) throw new FormatException($"log-probabilities of {each.GetArrayLength()} prompt tokens, and the prompt has {ids.Length}");
        double sum = 0;
        for (int t = from; t < ids.Length; t++)
            sum += each[t].GetProperty(ids[t].ToString(CultureInfo.InvariantCulture)).GetProperty("logprob").GetDouble();
        return double.IsFinite(sum) ? sum : throw new FormatException($"the log-probability of a continuation is {sum}");
    }

    /// <summary>Token ids: a field of their own in newer servers, or written as "token_id:123" in place of the tokens' texts.</summary>
    private static int[] IdsOf(JsonElement choice, JsonElement log)
    {
        if (choice.TryGetProperty("token_ids", out JsonElement ids) && ids.ValueKind == JsonValueKind.Array) return [.. ids.EnumerateArray().Select(id => id.GetInt32())];
        const string prefix = "token_id:";
        return
        [
            .. log.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!).Select(text => text.StartsWith(prefix, StringComparison.Ordinal)
                ? int.Parse(text.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture)
                : throw new FormatException("no token ids; vLLM gives them from version 0.10.2 on (return_token_ids), or with return_tokens_as_token_ids")),
        ];
    }
}
