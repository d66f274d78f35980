using Pure.Text;

namespace Pure.Data;

/// <summary>A problem as its file has it, before the prompt template.</summary>
/// <param name="Id">Unique within its file.</param>
/// <param name="Prompt">What is asked: one message of the user, or a conversation up to the response.</param>
/// <param name="Answer">The reference answer, or <see langword="null"/>.</param>
public sealed record ProblemRow(string Id, IReadOnlyList<ChatMessage> Prompt, string? Answer)
{
    /// <summary>Share of a start policy's samples that were right, where the file says so.</summary>
    public double? PassRate { get; init; }
}
