namespace Pure.Search;

/// <summary>What the first <paramref name="Samples"/> candidates decide: index of the winner under each rule, <see langword="null"/> where there is none.</summary>
/// <param name="Samples">How many candidates took part: the compute spent.</param>
/// <param name="Best">The best score.</param>
/// <param name="Weighted">The largest sum of scores.</param>
/// <param name="Majority">The most votes.</param>
public sealed record VoteCurvePoint(int Samples, int? Best, int? Weighted, int? Majority);
