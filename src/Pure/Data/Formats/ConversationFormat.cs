using Pure.Text;

namespace Pure.Data.Formats;

/// <summary>
/// A conversation to go on with: <c>messages</c>, optional <c>id</c> and <c>answer</c>. The policy writes the assistant's next message; an
/// assistant's message at the end is a response of someone else and is no part of the prompt.
/// </summary>
internal static class ConversationFormat
{
    private const string Assistant = "assistant";

    public static RowFormat<ProblemRow> Format { get; } = RowFormat<ProblemRow>.One("messages", ["messages"], fields =>
    {
        IReadOnlyList<ChatMessage> messages = fields.Messages("messages");
        IReadOnlyList<ChatMessage> prompt = messages[^1].Role == Assistant ? [.. messages.SkipLast(1)] : messages;
        if (prompt.Count == 0) throw new FormatException("the assistant's message has nothing before it");
        if (prompt[^1].Role == Assistant) throw new FormatException("its last two messages are the assistant's, and one is needed to answer to");
        return new ProblemRow(fields.OptionalText("id") ?? fields.DefaultId, prompt, fields.OptionalText("answer"));
    });
}
