namespace Pure.Evaluation.ProcessBench;

/// <summary>Averages over ProcessBench's subsets. The paper's is the plain mean of the F1 scores; another evaluation in use weighs by the number of solutions, so a report says which it is.</summary>
public static class ProcessBenchAverage
{
    /// <summary>The plain mean.</summary>
    public static double Plain(IReadOnlyList<double> values) => values.Average();

    /// <summary>The mean weighted by the number of solutions.</summary>
    public static double Weighted(IReadOnlyList<double> values, IReadOnlyList<int> solutions) =>
        values.Zip(solutions, (value, count) => value * count).Sum() / solutions.Sum();
}
