namespace Pure.Evaluation.RewardBench;

/// <summary>A prompt of the Ties domain.</summary>
/// <param name="Id">"ref:N" with one right answer, or "tied:N" with several.</param>
/// <param name="Scores">Scores of the right answers, then of the wrong ones.</param>
/// <param name="Correct">How many are right.</param>
public sealed record TiesRow(string Id, double[] Scores, int Correct);
