namespace Pure.Rewards.Generative;

/// <summary>Which verification chains are kept as training data.</summary>
/// <param name="MatchEveryStep">Whether every verdict up to the first error must agree with its label (the paper), or the last one alone (its ablation).</param>
/// <param name="MaxTokens">Longest chain, in tokens.</param>
/// <param name="AddThinkTags">Whether the target wraps the chain in <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>.</param>
/// <param name="MaxChainsPerSolution">Most chains kept of one solution.</param>
/// <param name="AsReleased">The published code with its slips: labels repaired up to the last right step, a chain with a think tag reduced to the tag, boxes not trimmed.</param>
public sealed record ChainFilterOptions(
    bool MatchEveryStep = true,
    int MaxTokens = 4096,
    bool AddThinkTags = true,
    int MaxChainsPerSolution = 4,
    bool AsReleased = false);
