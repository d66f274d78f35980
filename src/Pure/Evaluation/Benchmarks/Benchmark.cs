using Pure.Data;

namespace Pure.Evaluation.Benchmarks;

/// <summary>A set of problems with answers.</summary>
/// <param name="Name">Name of its file, without folder and extension.</param>
/// <param name="Problems">The problems that have an answer; their texts are without a prompt.</param>
/// <param name="WithoutAnswer">Problems that were left out because their answer is unknown.</param>
public sealed record Benchmark(string Name, IReadOnlyList<Problem> Problems, int WithoutAnswer)
{
    /// <summary>Reads rows with <c>problem</c> or <c>messages</c>, <c>answer</c> and optional <c>id</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">Takes the first problems only; 0 for all.</param>
    /// <exception cref="PureException">The file is not sound, or no problem in it has an answer.</exception>
    public static Benchmark Read(string path, int limit = 0)
    {
        IReadOnlyList<Problem> all = ProblemFile.ReadBare(path, new DataOptions()).Rows;
        Problem[] answered = [.. all.Where(problem => problem.Answer is not null)];
        if (answered.Length == 0) throw new PureException($"No problem in '{path}' has an answer, so that there is nothing to compare with. Give a file whose rows have a field 'answer'.");
        if (limit > 0 && limit < answered.Length) answered = answered[..limit];
        return new Benchmark(Path.GetFileNameWithoutExtension(path), answered, all.Count(problem => problem.Answer is null));
    }
}
