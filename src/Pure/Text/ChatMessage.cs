namespace Pure.Text;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Who speaks: system, user, assistant, tool.</param>
/// <param name="Content">What is said.</param>
public sealed record ChatMessage(string Role, string Content);
