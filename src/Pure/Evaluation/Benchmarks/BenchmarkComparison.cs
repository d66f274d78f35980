using Pure.Evaluation.Statistics;

namespace Pure.Evaluation.Benchmarks;

/// <summary>Two evaluations on one benchmark.</summary>
/// <param name="Name">The benchmark.</param>
/// <param name="Measure">What is compared: greedy responses, or the majority of samples where one evaluation has no greedy ones.</param>
/// <param name="Test">The paired test.</param>
/// <param name="Gained">Problems that only the second solves.</param>
/// <param name="Lost">Problems that only the first solves.</param>
/// <param name="SampledDifference">Mean over problems of the difference of their shares of right samples, second minus first; <see langword="null"/> where there are no samples.</param>
public sealed record BenchmarkComparison(string Name, string Measure, McNemar Test, IReadOnlyList<string> Gained, IReadOnlyList<string> Lost, Estimate? SampledDifference)
{
    /// <summary>Compares records of the same problems.</summary>
    public static BenchmarkComparison Of(string name, IReadOnlyList<(ProblemRecord A, ProblemRecord B)> pairs)
    {
        bool greedy = pairs.All(pair => pair.A.Greedy is not null && pair.B.Greedy is not null);
        bool Right(ProblemRecord record) => greedy ? record.Greedy!.IsRight : 2 * record.Samples.Count(s => s.IsRight) > record.Samples.Count;
        (string Id, bool First, bool Second)[] outcomes = [.. pairs.Select(pair => (pair.A.Id, Right(pair.A), Right(pair.B)))];
        bool sampled = pairs.All(pair => pair.A.Samples.Count > 0 && pair.B.Samples.Count > 0);
        return new BenchmarkComparison(
            name,
            greedy ? "greedy" : "more than half of the samples right",
            McNemar.Of(outcomes.Select(o => (o.First, o.Second))),
            [.. outcomes.Where(o => !o.First && o.Second).Select(o => o.Id)],
            [.. outcomes.Where(o => o.First && !o.Second).Select(o => o.Id)],
            sampled ? Estimate.Mean([.. pairs.Select(pair => Share(pair.B) - Share(pair.A))]) : null);
    }

    private static double Share(ProblemRecord record) => record.Samples.Average(s => s.IsRight ? 1.0 : 0);
}
