using System.Text.Json;
using Pure.Rollouts;

namespace Pure.Credit;

/// <summary>One line of a file of rollouts. Every complaint names the field.</summary>
internal sealed class CreditRow(JsonElement row, double rewardMin, double rewardMax)
{
    public CreditRecord Read(int line)
    {
        if (row.ValueKind != JsonValueKind.Object) throw new FormatException($"the line is {Kind(row)} and not an object");
        JsonElement[] steps = [.. Needed(row, "steps", "steps", JsonValueKind.Array).EnumerateArray()];
        if (steps.Length == 0) throw new FormatException("the field 'steps' is empty; a response has at least one step");
        string[]?[] tokens = new string[]?[steps.Length];
        string[] texts = new string[steps.Length];
        int[] ends = new int[steps.Length];
        for (int j = 0, end = -1; j < steps.Length; j++)
        {
            if (steps[j].ValueKind != JsonValueKind.Object) throw new FormatException($"the field 'steps[{j}]' is {Kind(steps[j])} and not an object");
            (int count, tokens[j]) = Tokens(steps[j], $"steps[{j}].tokens");
            ends[j] = end += count;
            texts[j] = OptionalText(steps[j], "text", $"steps[{j}].text") ?? (tokens[j] is { } known ? string.Concat(known) : "");
        }

        int length = ends[^1] + 1;
        if (Optional(row, "num_tokens", JsonValueKind.Number) is { } total && total.GetDouble() != length)
            throw new FormatException($"the tokens of the steps add up to {length}, but the field 'num_tokens' is {total.GetRawText()}");
        var input = new CreditInput(
            Id(), 0, Steps.FromEnds(ends), Rewards(steps), Outcome(), LogRatios(length), Truncated());
        return new CreditRecord(line, OptionalText(row, "prompt", "prompt"), texts, Array.TrueForAll(tokens, x => x is not null) ? [.. tokens.OfType<string[]>()] : null, input);
    }

    private string Id()
    {
        if (!row.TryGetProperty("prompt_id", out JsonElement id)) throw new FormatException("there is no field 'prompt_id'");
        return id.ValueKind switch
        {
            JsonValueKind.String => id.GetString()!,
            JsonValueKind.Number => id.GetRawText(),
            _ => throw new FormatException($"the field 'prompt_id' is {Kind(id)} and not a text or number"),
        };
    }

    /// <summary>A number of tokens, or the tokens themselves as texts or ids.</summary>
    private static (int Count, string[]? Texts) Tokens(JsonElement step, string field)
    {
        if (!step.TryGetProperty("tokens", out JsonElement tokens)) throw new FormatException($"there is no field '{field}': the number of tokens of the step, its end token included");
        if (tokens.ValueKind == JsonValueKind.Number)
            return tokens.TryGetInt32(out int count) && count > 0 ? (count, null) : throw new FormatException($"the field '{field}' is {tokens.GetRawText()}; a step has at least one token, the one that ends it");
        if (tokens.ValueKind != JsonValueKind.Array || tokens.GetArrayLength() == 0) throw new FormatException($"the field '{field}' is {Kind(tokens)} and not a number above 0 or a list of tokens");
        JsonElement[] items = [.. tokens.EnumerateArray()];
        return (items.Length, Array.TrueForAll(items, item => item.ValueKind == JsonValueKind.String) ? Array.ConvertAll(items, item => item.GetString()!) : null);
    }

    private double[] Rewards(JsonElement[] steps)
    {
        int given = steps.Count(step => step.TryGetProperty("reward", out JsonElement reward) && reward.ValueKind != JsonValueKind.Null);
        if (given == 0) return [];
        double[] rewards = new double[steps.Length];
        for (int j = 0; j < rewards.Length; j++)
        {
            if (!steps[j].TryGetProperty("reward", out JsonElement reward) || reward.ValueKind == JsonValueKind.Null)
                throw new FormatException($"there is no field 'steps[{j}].reward', but {given} of {steps.Length} steps have one");
            rewards[j] = Number(reward, $"steps[{j}].reward");
            if (rewards[j] < rewardMin || rewards[j] > rewardMax)
                throw new FormatException($"the field 'steps[{j}].reward' is {rewards[j]}, outside [{rewardMin}, {rewardMax}]; give --reward-min and --reward-max if the reward model has another range");
        }

        return rewards;
    }

    private double? Outcome()
    {
        if (!row.TryGetProperty("outcome", out JsonElement outcome)) return null;
        return outcome.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => Number(outcome, "outcome"),
        };
    }

    private bool Truncated()
    {
        if (!row.TryGetProperty("truncated", out JsonElement cut)) return false;
        return cut.ValueKind is JsonValueKind.True or JsonValueKind.False ? cut.GetBoolean() : throw new FormatException($"the field 'truncated' is {Kind(cut)} and not true or false");
    }

    private double[] LogRatios(int length)
    {
        double[]? policy = Numbers("logprobs", length), reference = Numbers("ref_logprobs", length);
        if (reference is not null && policy is null) throw new FormatException("there is a field 'ref_logprobs' but no field 'logprobs'");
        return policy is null || reference is null ? [] : [.. policy.Zip(reference, (p, q) => p - q)];
    }

    private double[]? Numbers(string field, int length)
    {
        if (Optional(row, field, JsonValueKind.Array) is not { } list) return null;
        double[] numbers = [.. list.EnumerateArray().Select((item, t) => Number(item, $"{field}[{t}]"))];
        return numbers.Length == length ? numbers : throw new FormatException($"the field '{field}' has {numbers.Length} values for {length} tokens");
    }

    private static double Number(JsonElement value, string field)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is "NaN" or "Infinity" or "-Infinity") throw new FormatException($"the field '{field}' is {value.GetString()}");
        if (value.ValueKind != JsonValueKind.Number) throw new FormatException($"the field '{field}' is {Kind(value)} and not a number");
        return double.IsFinite(value.GetDouble()) ? value.GetDouble() : throw new FormatException($"the field '{field}' is too large for a number");
    }

    private static JsonElement Needed(JsonElement from, string name, string field, JsonValueKind kind)
    {
        if (!from.TryGetProperty(name, out JsonElement value)) throw new FormatException($"there is no field '{field}'");
        return value.ValueKind == kind ? value : throw new FormatException($"the field '{field}' is {Kind(value)} and not {Kind(kind)}");
    }

    private static JsonElement? Optional(JsonElement from, string name, JsonValueKind kind)
    {
        if (!from.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == kind ? value : throw new FormatException($"the field '{name}' is {Kind(value)} and not {Kind(kind)}");
    }

    private static string? OptionalText(JsonElement from, string name, string field)
    {
        if (!from.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new FormatException($"the field '{field}' is {Kind(value)} and not a text");
    }

    private static string Kind(JsonElement value) => Kind(value.ValueKind);

    private static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
