using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pure.Data;

namespace Pure.Rollouts;

/// <summary>A rollout in a file of JSON Lines, with its texts for people. What is computed with are the ids.</summary>
/// <param name="Rollout">The rollout.</param>
/// <param name="Prompt">Text of the problem.</param>
/// <param name="Response">Text of the response, without its end-of-sequence token.</param>
/// <param name="Answer">The reference answer, if known.</param>
public sealed record RolloutLine(Rollout Rollout, string? Prompt, string? Response, string? Answer)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes <c>prompt_id, sample, prompt, response, answer, finish, seed, prompt_ids, response_ids, logprobs</c> and a line end.</summary>
    public void Write(Stream stream)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("prompt_id", Rollout.ProblemId);
            json.WriteNumber("sample", Rollout.Sample);
            json.WriteString("prompt", Prompt);
            json.WriteString("response", Response);
            if (Answer is not null) json.WriteString("answer", Answer);
            json.WriteString("finish", Rollout.Finish.ToString().ToLowerInvariant());
            json.WriteNumber("seed", Rollout.Seed);
            Numbers(json, "prompt_ids", Rollout.PromptIds);
            Numbers(json, "response_ids", Rollout.ResponseIds);
            json.WriteStartArray("logprobs");
            foreach (float value in Rollout.LogProbabilities) json.WriteNumberValue(value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        stream.Write(buffer.WrittenSpan);
    }

    /// <summary>Reads one row; ids are needed, everything else may be missing.</summary>
    /// <exception cref="FormatException">The row holds no rollout.</exception>
    public static RolloutLine Read(JsonElement row, int number)
    {
        int[] response = Ids(row, "response_ids");
        if (response.Length == 0) throw new FormatException("'response_ids' is empty");
        string finish = JsonLines.OptionalText(row, "finish") ?? "stop";
        if (!Enum.TryParse(finish, ignoreCase: true, out FinishReason reason)) throw new FormatException($"'finish' is '{finish}' and not stop, length or pause");
        float[] logProbabilities = row.TryGetProperty("logprobs", out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(x => x.GetSingle())]
            : new float[response.Length];
        if (logProbabilities.Length != response.Length) throw new FormatException($"'logprobs' has {logProbabilities.Length} values for {response.Length} response ids");
        var rollout = new Rollout(
            JsonLines.OptionalText(row, "prompt_id") ?? $"line-{number}", row.TryGetProperty("sample", out JsonElement sample) ? sample.GetInt32() : 0,
            Ids(row, "prompt_ids"), response, logProbabilities, reason, 0, row.TryGetProperty("seed", out JsonElement seed) ? seed.GetUInt64() : 0);
        return new RolloutLine(rollout, JsonLines.OptionalText(row, "prompt"), JsonLines.OptionalText(row, "response"), JsonLines.OptionalText(row, "answer"));
    }

    private static int[] Ids(JsonElement row, string field)
    {
        if (!row.TryGetProperty(field, out JsonElement value) || value.ValueKind != JsonValueKind.Array) throw new FormatException($"there is no list '{field}'");
        return [.. value.EnumerateArray().Select(id => id.GetInt32())];
    }

    private static void Numbers(Utf8JsonWriter json, string name, int[] ids)
    {
        json.WriteStartArray(name);
        foreach (int id in ids) json.WriteNumberValue(id);
        json.WriteEndArray();
    }
}
