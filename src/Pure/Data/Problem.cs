using Pure.Text;

namespace Pure.Data;

/// <summary>One thing to solve: where every run begins.</summary>
/// <param name="Id">Unique within its file; the seeds of its rollouts are derived from it.</param>
/// <param name="Text">The prompt text as the policy reads it, after the prompt template.</param>
/// <param name="Answer">The reference answer, or <see langword="null"/> when unknown: such a problem gets no verifiable reward.</param>
public sealed record Problem(string Id, string Text, string? Answer = null)
{
    /// <summary>Share of a start policy's samples that were right, where the file says so.</summary>
    public double? PassRate { get; init; }

    /// <summary>What the prompt was made of, where a template made it: the template, and the problem or conversation in it.</summary>
    public (PromptTemplate Template, IReadOnlyList<ChatMessage> Messages)? Source { get; init; }

    /// <summary>The prompt as ids: special tokens that the template writes are special, those spelled out in the problem are text.</summary>
    /// <param name="tokenizer">Of the policy.</param>
    public int[] Encode(Tokenizer tokenizer) => Source is var (template, messages) ? template.Encode(messages, tokenizer) : tokenizer.Encode(Text);
}
