namespace Pure.Data;

/// <summary>One thing to solve: where every run begins.</summary>
/// <param name="Id">Unique within its file; the seeds of its rollouts are derived from it.</param>
/// <param name="Text">The prompt text as the policy reads it, after the prompt template.</param>
/// <param name="Answer">The reference answer, or <see langword="null"/> when unknown: such a problem gets no verifiable reward.</param>
public sealed record Problem(string Id, string Text, string? Answer = null)
{
    /// <summary>Share of a start policy's samples that were right, where the file says so.</summary>
    public double? PassRate { get; init; }
}
