using System.Text.Json;
using Pure.Evaluation.Statistics;

namespace Pure.Evaluation.Benchmarks;

/// <summary>Two evaluations on the same problems.</summary>
/// <param name="Benchmarks">One comparison a benchmark, and one of all problems together last when there are several.</param>
public sealed record EvaluationComparison(IReadOnlyList<BenchmarkComparison> Benchmarks)
{
    /// <summary>Compares the problems that both have.</summary>
    /// <exception cref="PureException">They have no problem in common, or problems of one name that differ.</exception>
    public static EvaluationComparison Of(EvaluationFolder first, EvaluationFolder second)
    {
        var common = first.Records.Keys.Where(second.Records.ContainsKey).OrderBy(key => key.Benchmark, StringComparer.Ordinal).ThenBy(key => key.Id, StringComparer.Ordinal)
            .Select(key => (A: first.Records[key], B: second.Records[key])).ToArray();
        if (common.Length == 0) throw new PureException("The two evaluations have no problem in common. Compare evaluations on the same files.");
        if (common.Where(pair => !pair.A.IsOf(pair.B.Gold, pair.B.Problem)).Select(pair => pair.A).FirstOrDefault() is { } other)
            throw new PureException($"The problem '{other.Id}' of '{other.Benchmark}' is another one in the second evaluation (other text or reference answer). Compare evaluations on the same files.");
        int left = first.Records.Count - common.Length, right = second.Records.Count - common.Length;
        List<BenchmarkComparison> parts = [.. common.GroupBy(pair => pair.A.Benchmark, StringComparer.Ordinal).Select(group => BenchmarkComparison.Of(group.Key, [.. group]))];
        if (parts.Count > 1) parts.Add(BenchmarkComparison.Of("all", common));
        return new EvaluationComparison(parts) { OnlyInFirst = left, OnlyInSecond = right };
    }

    /// <summary>Problems that only the first evaluation has; not compared.</summary>
    public int OnlyInFirst { get; private init; }

    /// <summary>Problems that only the second evaluation has; not compared.</summary>
    public int OnlyInSecond { get; private init; }

    /// <summary>The comparison as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EvaluationJson.Document);
}
