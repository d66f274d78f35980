namespace Pure.Models;

/// <summary>A prompt and what follows it, as one sequence of ids.</summary>
/// <param name="Ids">Prompt, then response.</param>
/// <param name="PromptLength">How many of the ids are the prompt; at least 1. The rest are the targets of the policy.</param>
public sealed record TokenSequence(int[] Ids, int PromptLength)
{
    /// <summary>Number of target tokens.</summary>
    public int Targets => Ids.Length - PromptLength;

    /// <summary>Joins a prompt and a response.</summary>
    public static TokenSequence Of(ReadOnlySpan<int> prompt, ReadOnlySpan<int> response) => new([.. prompt, .. response], prompt.Length);
}
