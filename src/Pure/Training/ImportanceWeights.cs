namespace Pure.Training;

/// <summary>
/// Corrects for tokens that were sampled by other weights, or by other numerics, than those the update starts from: truncated
/// importance sampling (Ionides 2008; Espeholt et al. 2018). They are constants in the gradient.
/// </summary>
public static class ImportanceWeights
{
    /// <summary>min(exp(log p_old - log p_sampled), cap) of each token.</summary>
    /// <param name="old">log p under the policy before the update, computed by the trainer.</param>
    /// <param name="sampled">log p that the sampler stated.</param>
    /// <param name="cap">Largest weight; 2 is usual.</param>
    /// <exception cref="PureException">Lengths differ, or the cap is not positive.</exception>
    public static double[] Truncated(ReadOnlySpan<float> old, ReadOnlySpan<float> sampled, double cap)
    {
        if (old.Length != sampled.Length)
            throw new PureException($"{old.Length} log-probabilities of the trainer for {sampled.Length} of the sampler. Both need one a token.");
        if (!(cap > 0)) throw new PureException($"The cap on importance weights is {cap}; it must be above 0.");
        double[] weights = new double[old.Length];
        for (int t = 0; t < weights.Length; t++) weights[t] = Math.Min(Math.Exp((double)old[t] - sampled[t]), cap);
        return weights;
    }
}
