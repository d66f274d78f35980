namespace Pure.Search;

/// <summary>What search found for one problem, and what that cost.</summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Candidates">All candidates, in the method's order.</param>
/// <param name="Chosen">Index of the best complete one; <see langword="null"/> when none is complete.</param>
/// <param name="GeneratedTokens">Tokens sampled, those of dropped beams and of looking ahead included.</param>
/// <param name="ScoredTokens">Tokens of the responses that the reward model read.</param>
public sealed record SearchResult(string ProblemId, IReadOnlyList<Candidate> Candidates, int? Chosen, long GeneratedTokens, long ScoredTokens);
