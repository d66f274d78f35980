using Pure.Text;

namespace Pure.Data;

/// <summary>A prompt with a response to imitate.</summary>
/// <param name="Messages">What stands before the response: one message of the user, or a conversation.</param>
/// <param name="Completion">The response.</param>
public sealed record Demonstration(IReadOnlyList<ChatMessage> Messages, string Completion)
{
    public Demonstration(string prompt, string completion)
        : this([new ChatMessage("user", prompt)], completion)
    {
    }

    /// <summary>The prompt as text, without a chat template.</summary>
    /// <exception cref="FormatException">It is a conversation of several messages, which only a chat template can write.</exception>
    public string Prompt => PlainPrompt.Of(Messages);

    /// <summary>Reads a file with default options.</summary>
    public static IReadOnlyList<Demonstration> Read(string path) => Dataset.Read(path, RowFormats.Demonstrations, new DataOptions()).Rows;
}
