using System.Security.Cryptography;
using System.Text;
using Pure.Data;

namespace Pure.Evaluation.Benchmarks;

/// <summary>Everything that was measured on one problem. Records are kept, so that a report can be made again without the model.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="Id">The problem.</param>
/// <param name="Gold">The reference answer.</param>
/// <param name="Greedy">The most likely response, if it was asked for.</param>
/// <param name="Samples">Sampled responses.</param>
public sealed record ProblemRecord(string Benchmark, string Id, string Gold, EvaluatedResponse? Greedy, IReadOnlyList<EvaluatedResponse> Samples)
{
    /// <summary>What tells the text of the problem from other texts; <see langword="null"/> in records that do not say.</summary>
    public string? Problem { get; init; }

    /// <summary>The mark of a problem's text in <see cref="Problem"/>.</summary>
    public static string MarkOf(Problem problem) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(problem.Text)).AsSpan(0, 8));

    /// <summary>Whether a record can be one of this problem: same reference, same text where both say it.</summary>
    public bool IsOf(string gold, string? problem) => Gold == gold && (Problem is null || problem is null || Problem == problem);
}
