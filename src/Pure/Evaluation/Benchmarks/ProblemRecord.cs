namespace Pure.Evaluation.Benchmarks;

/// <summary>Everything that was measured on one problem. Records are kept, so that a report can be made again without the model.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="Id">The problem.</param>
/// <param name="Gold">The reference answer.</param>
/// <param name="Greedy">The most likely response, if it was asked for.</param>
/// <param name="Samples">Sampled responses.</param>
public sealed record ProblemRecord(string Benchmark, string Id, string Gold, EvaluatedResponse? Greedy, IReadOnlyList<EvaluatedResponse> Samples);
