// Reductions of step scores into the score of a solution (Let's Reinforce Step by Step, arXiv 2311.05821; PRM800K, arXiv
// 2305.20050; PURE, arXiv 2504.15275). Plain loops from left to right in fp64: where scores are not numbers the result is what
// comparison from left to right gives, and search refuses such scores before they come here.
namespace Pure.Rewards;

/// <summary>Aggregates step scores.</summary>
public static class StepAggregation
{
    /// <summary>Temperature of the soft minimum, as in PURE.</summary>
    public const double DefaultTemperature = 0.1;

    /// <summary>One number for a solution.</summary>
    /// <param name="scores">One score a step.</param>
    /// <param name="aggregation">How.</param>
    /// <param name="temperature">Of <see cref="Aggregation.SoftMin"/>.</param>
    /// <exception cref="PureException">There is no step, and the aggregation has no value for none.</exception>
    public static double Of(ReadOnlySpan<double> scores, Aggregation aggregation, double temperature = DefaultTemperature) => aggregation switch
    {
        Aggregation.Product => Product(scores),
        Aggregation.Sum => Sum(scores),
        Aggregation.SumLog => SumLog(scores),
        _ when scores.IsEmpty => throw new PureException($"A solution without steps has no {aggregation} of step scores. Leave out empty solutions."),
        Aggregation.Last => scores[^1],
        Aggregation.Mean => Sum(scores) / scores.Length,
        Aggregation.Max => Max(scores),
        Aggregation.SoftMin => SoftMin(scores, temperature),
        _ => scores[FirstMin(scores)],
    };

    /// <summary>Index of the worst step, the first of equal ones: where a reward of the form min is credited.</summary>
    /// <exception cref="PureException">There is no step.</exception>
    public static int FirstMin(ReadOnlySpan<double> scores)
    {
        if (scores.IsEmpty) throw new PureException("A solution without steps has no worst step. Leave out empty solutions.");
        int best = 0;
        for (int j = 1; j < scores.Length; j++)
        {
            if (scores[j] < scores[best]) best = j;
        }

        return best;
    }

    private static double Max(ReadOnlySpan<double> scores)
    {
        double max = scores[0];
        foreach (double score in scores)
        {
            if (score > max) max = score;
        }

        return max;
    }

    private static double Product(ReadOnlySpan<double> scores)
    {
        double product = 1;
        foreach (double score in scores) product *= score;
        return product;
    }

    private static double Sum(ReadOnlySpan<double> scores)
    {
        double sum = 0;
        foreach (double score in scores) sum += score;
        return sum;
    }

    private static double SumLog(ReadOnlySpan<double> scores)
    {
        double sum = 0;
        foreach (double score in scores) sum += Math.Log(score);
        return sum;
    }

    private static double SoftMin(ReadOnlySpan<double> scores, double temperature)
    {
        double min = scores[FirstMin(scores)], weighted = 0, total = 0;
        foreach (double score in scores)
        {
            double weight = Math.Exp((min - score) / temperature);
            weighted += weight * score;
            total += weight;
        }

        return weighted / total;
    }
}
