using Pure.Rollouts;

namespace Pure.Search;

/// <summary>The first steps of a response. Immutable, so that beams can share it.</summary>
/// <param name="Prompt">The problem.</param>
/// <param name="Ids">Tokens of the response so far.</param>
/// <param name="LogProbabilities">One for each token.</param>
/// <param name="Finish">Why it ends where it does; <see cref="FinishReason.Pause"/> when it can go on.</param>
internal sealed record SearchNode(Prompt Prompt, int[] Ids, float[] LogProbabilities, FinishReason Finish)
{
    /// <summary>Nothing generated yet.</summary>
    public static SearchNode Root(Prompt prompt) => new(prompt, [], [], FinishReason.Pause);

    /// <summary>This node with what was sampled behind it.</summary>
    public SearchNode Append(Rollout part) =>
        new(Prompt, [.. Ids, .. part.ResponseIds], [.. LogProbabilities, .. part.LogProbabilities], part.Finish);

    /// <summary>The node as a response to its problem.</summary>
    public Rollout ToRollout(int sample, ulong seed) => new(Prompt.ProblemId, sample, Prompt.Ids, Ids, LogProbabilities, Finish, 0, seed);
}
