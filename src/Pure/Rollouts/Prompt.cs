namespace Pure.Rollouts;

/// <summary>A problem as the policy reads it.</summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Ids">Token ids of its prompt; at least one.</param>
public sealed record Prompt(string ProblemId, int[] Ids)
{
    /// <summary>Length limit of the responses to this prompt where it is below that of the sampling options, as when it ends in the first part of a response.</summary>
    public int? MaxNewTokens { get; init; }

    /// <summary>The limit that holds.</summary>
    public int LimitOf(SamplingOptions options) => Math.Min(MaxNewTokens ?? int.MaxValue, options.MaxNewTokens);
}
