using System.Text.Json;
using Pure.Text;

namespace Pure.Data.Formats;

/// <summary>Preference pairs: <c>chosen</c>, <c>rejected</c>, and <c>prompt</c> unless both are conversations that begin alike.</summary>
internal static class PreferenceFormat
{
    public static RowFormat<PreferencePair> Format { get; } = RowFormat<PreferencePair>.One("preference", ["chosen", "rejected"], fields =>
    {
        bool conversations = fields.Value("chosen").ValueKind == JsonValueKind.Array;
        if (fields.Has("prompt")) return new PreferencePair(fields.Prompt("prompt"), Response(fields, "chosen"), Response(fields, "rejected"));
        if (!conversations) throw new FormatException("there is no field 'prompt', and 'chosen' is not a conversation that holds it");
        IReadOnlyList<ChatMessage> chosen = fields.Messages("chosen"), rejected = fields.Messages("rejected");
        if (chosen.Count < 2 || !chosen.SkipLast(1).SequenceEqual(rejected.SkipLast(1)))
            throw new FormatException("'chosen' and 'rejected' are not conversations that differ in their last message only");
        return new PreferencePair([.. chosen.SkipLast(1)], chosen[^1].Content, rejected[^1].Content);
    });

    private static string Response(RowFields fields, string column)
    {
        if (fields.Value(column).ValueKind != JsonValueKind.Array) return fields.Text(column);
        IReadOnlyList<ChatMessage> messages = fields.Messages(column);
        return messages.Count == 1 ? messages[0].Content : throw new FormatException($"'{column}' has {messages.Count} messages beside a 'prompt', and one is needed: the response");
    }
}
