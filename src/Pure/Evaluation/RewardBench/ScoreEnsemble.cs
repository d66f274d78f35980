namespace Pure.Evaluation.RewardBench;

/// <summary>Ensembles of reward models from their stored scores.</summary>
public static class ScoreEnsemble
{
    /// <summary>One score from several models'. A NaN makes the result NaN.</summary>
    /// <exception cref="PureException">There is no score, and the mode has no value for none.</exception>
    public static double Combine(IReadOnlyList<double> scores, EnsembleMode mode)
    {
        if (scores.Count == 0) return mode == EnsembleMode.Worst ? throw new PureException("An ensemble of no model has no worst score. Give at least one model.") : double.NaN;
        double mean = scores.Average();
        return mode switch
        {
            EnsembleMode.Mean => mean,
            EnsembleMode.Worst => scores.Aggregate(Math.Min),
            _ => mean - Math.Sqrt(scores.Average(score => (score - mean) * (score - mean))),
        };
    }

    /// <summary>Scores of one model over all answers with mean 0 and population deviation 1, so that models can be combined.</summary>
    public static double[] Normalize(IReadOnlyList<double> scores)
    {
        double mean = scores.Average(), deviation = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)));
        return [.. scores.Select(score => deviation > 0 ? (score - mean) / deviation : 0)];
    }
}
