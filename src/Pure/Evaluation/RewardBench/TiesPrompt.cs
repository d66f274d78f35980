namespace Pure.Evaluation.RewardBench;

/// <summary>What the scores of one Ties prompt say.</summary>
/// <param name="Accurate">Whether every right answer scores above every wrong one.</param>
/// <param name="Spread">Best minus worst right answer; <see langword="null"/> with one right answer.</param>
/// <param name="Gap">Worst right answer minus best wrong one.</param>
public sealed record TiesPrompt(bool Accurate, double? Spread, double Gap);
