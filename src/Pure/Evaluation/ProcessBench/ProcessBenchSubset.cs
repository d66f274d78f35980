namespace Pure.Evaluation.ProcessBench;

/// <summary>A subset of ProcessBench with what a model judged of it.</summary>
/// <param name="Name">The subset.</param>
/// <param name="Labels">Index of the first wrong step of each solution, -1 for none.</param>
/// <param name="Scores">Step scores of each solution: probabilities of being right. Empty for a solution that the model could not score.</param>
public sealed record ProcessBenchSubset(string Name, IReadOnlyList<int> Labels, IReadOnlyList<double[]> Scores)
{
    /// <summary>The score at a threshold; a solution without step scores has no prediction.</summary>
    public ProcessBenchScore At(double threshold) =>
        ProcessBenchScore.Of(Labels, [.. Scores.Select(scores => scores.Length == 0 ? null : (int?)FirstError.Of(scores, threshold))]);
}
