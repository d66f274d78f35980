using System.Text.Json;
using Pure.Text;

namespace Pure.Cli.Serve;

/// <summary>The fields of a request, read so that every complaint names the field.</summary>
internal static class RequestFields
{
    public static int Integer(JsonElement request, string name, int otherwise, int least, int most)
    {
        if (!Given(request, name, out JsonElement value)) return otherwise;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int number) || number < least || number > most)
            throw new PureException($"'{name}' is {value.GetRawText()}; it must be a whole number from {least} to {most}.");
        return number;
    }

    public static double Number(JsonElement request, string name, double otherwise, double least, double most)
    {
        if (!Given(request, name, out JsonElement value)) return otherwise;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out double number) || number < least || number > most)
            throw new PureException($"'{name}' is {value.GetRawText()}; it must be a number from {least} to {most}.");
        return number;
    }

    public static bool Flag(JsonElement request, string name) => Given(request, name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Texts, or lists of token ids: one of them, or a list of them.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The field.</param>
    /// <param name="tokenizer">Turns texts into ids. A text from outside may spell special tokens only where the caller asks for it.</param>
    /// <param name="vocabulary">Ids must be below this.</param>
    public static int[][] Sequences(JsonElement request, string name, Tokenizer tokenizer, int vocabulary)
    {
        if (!Given(request, name, out JsonElement value)) throw new PureException($"The request has no '{name}'.");
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0) throw new PureException($"'{name}' is empty.");
        JsonElement[] items = value.ValueKind == JsonValueKind.Array && value[0].ValueKind != JsonValueKind.Number
            ? [.. value.EnumerateArray()]
            : [value];
        return [.. items.Select(item => Sequence(item, name, tokenizer, vocabulary))];
    }

    public static string[] Texts(JsonElement request, string name)
    {
        if (!Given(request, name, out JsonElement value) || value.ValueKind != JsonValueKind.Array) throw new PureException($"The request has no list '{name}'.");
        return [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw new PureException($"'{name}' holds something that is not a text."))];
    }

    public static int[] Ids(JsonElement request, string name) =>
        Given(request, name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out int number) ? number : throw new PureException($"'{name}' holds something that is not a token id."))]
            : [];

    public static bool Given(JsonElement request, string name, out JsonElement value) =>
        request.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private static int[] Sequence(JsonElement item, string name, Tokenizer tokenizer, int vocabulary)
    {
        int[] ids = item.ValueKind switch
        {
            JsonValueKind.String => tokenizer.Encode(item.GetString()!),
            JsonValueKind.Array => [.. item.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out int number) ? number : throw new PureException($"'{name}' holds something that is not a token id."))],
            _ => throw new PureException($"'{name}' must be a text, a list of token ids, or a list of these."),
        };
        if (ids.Length == 0) throw new PureException($"'{name}' is empty.");
        int wrong = Array.FindIndex(ids, id => id < 0 || id >= vocabulary);
        return wrong < 0 ? ids : throw new PureException($"'{name}' holds {ids[wrong]}, and the model's token ids are 0 to {vocabulary - 1}.");
    }
}
