using Pure.Text;

namespace Pure.Data;

/// <summary>A response and whether it is right: all that outcome-trained reward models need.</summary>
/// <param name="Prompt">The problem as the user's message, or a conversation up to the response.</param>
/// <param name="Completion">The response, without its end-of-sequence token.</param>
/// <param name="Label">1 right, 0 wrong, or a share of passed tests.</param>
/// <param name="Finished">Whether the response ended by itself; one that was cut has no end-of-sequence token.</param>
public sealed record OutcomeSample(IReadOnlyList<ChatMessage> Prompt, string Completion, double Label, bool Finished)
{
    /// <summary>The same for equal prompts: responses to one prompt belong together.</summary>
    public string PromptKey { get; } = string.Join('\0', Prompt.Select(m => $"{m.Role}\0{m.Content}"));
}
