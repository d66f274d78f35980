using Pure.Text;

namespace Pure.Data.Formats;

/// <summary>Conversations: <c>messages</c>. The assistant's last message is the response to imitate, all before it is the prompt.</summary>
internal static class MessagesFormat
{
    public static RowFormat<Demonstration> Format { get; } = RowFormat<Demonstration>.One("messages", ["messages"], fields =>
    {
        IReadOnlyList<ChatMessage> messages = fields.Messages("messages");
        if (messages[^1].Role != "assistant") throw new FormatException($"the last message is the {messages[^1].Role}'s, and an assistant's is needed to imitate");
        if (messages.Count == 1) throw new FormatException("the assistant's message has nothing before it");
        return new Demonstration([.. messages.Take(messages.Count - 1)], messages[^1].Content);
    });
}
