using Pure.Text;

namespace Pure.Data;

/// <summary>Two responses to a prompt, one better than the other.</summary>
/// <param name="Prompt">What is asked: one message of the user, or a conversation up to the response.</param>
/// <param name="Chosen">The better response.</param>
/// <param name="Rejected">The worse one.</param>
public sealed record PreferencePair(IReadOnlyList<ChatMessage> Prompt, string Chosen, string Rejected);
