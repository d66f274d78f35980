namespace Pure.Training.Signals;

/// <summary>How far the sampler's log-probabilities are from the trainer's, for the same tokens and weights. In one process both are 0 but for rounding.</summary>
public static class SamplingSignals
{
    /// <summary>Mean and maximum of |log p_sampler - log p_trainer|, and minimum, mean and maximum of the importance ratio.</summary>
    /// <param name="sampled">Of the sampler, one row a response.</param>
    /// <param name="trained">Of the trainer, before the first update.</param>
    /// <exception cref="PureException">The shapes differ, or there are no tokens.</exception>
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyList<float[]> sampled, IReadOnlyList<float[]> trained)
    {
        if (sampled.Count != trained.Count) throw new PureException($"{sampled.Count} rows of the sampler's log-probabilities, and {trained.Count} of the trainer's.");
        double sum = 0, largest = 0, ratios = 0, low = double.PositiveInfinity, high = 0, tokens = 0;
        for (int b = 0; b < sampled.Count; b++)
        {
            if (sampled[b].Length != trained[b].Length)
                throw new PureException($"Response {b}: {sampled[b].Length} log-probabilities of the sampler, and {trained[b].Length} of the trainer.");
            for (int t = 0; t < sampled[b].Length; t++)
            {
                double difference = (double)trained[b][t] - sampled[b][t], ratio = Math.Exp(difference);
                sum += Math.Abs(difference);
                largest = Math.Max(largest, Math.Abs(difference));
                ratios += ratio;
                low = Math.Min(low, ratio);
                high = Math.Max(high, ratio);
                tokens++;
            }
        }

        if (tokens == 0) throw new PureException("There are no tokens to compare log-probabilities of.");
        return new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["sampling/sampling_logp_difference/mean"] = sum / tokens,
            ["sampling/sampling_logp_difference/max"] = largest,
            ["sampling/importance_sampling_ratio/min"] = low,
            ["sampling/importance_sampling_ratio/mean"] = ratios / tokens,
            ["sampling/importance_sampling_ratio/max"] = high,
        };
    }
}
