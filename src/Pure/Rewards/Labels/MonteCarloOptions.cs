namespace Pure.Rewards.Labels;

/// <summary>How solutions and completions are sampled.</summary>
/// <param name="Solutions">Solutions of each problem.</param>
/// <param name="Completions">Completions of each prefix, n. ER-PRM uses 16, PAV 20, Math-Shepherd 8.</param>
/// <param name="MaxCompletionLength">Length limit of a whole response in tokens; what a prefix has used is taken off.</param>
/// <param name="Temperature">Of solutions and completions.</param>
/// <param name="Seed">Every draw is derived from it, the problem, and the prefix.</param>
public sealed record MonteCarloOptions(int Solutions, int Completions, int MaxCompletionLength, double Temperature, ulong Seed);
