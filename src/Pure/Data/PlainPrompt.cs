using Pure.Text;

namespace Pure.Data;

/// <summary>A prompt without a chat template: the text of its one message.</summary>
public static class PlainPrompt
{
    /// <summary>The text.</summary>
    /// <exception cref="FormatException">There are several messages.</exception>
    public static string Of(IReadOnlyList<ChatMessage> messages) => messages.Count == 1
        ? messages[0].Content
        : throw new FormatException($"its prompt is a conversation of {messages.Count} messages, which only a chat template can write as text; set prompt_template to 'chat'");
}
