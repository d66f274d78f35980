// The reward that a language model carries when it was trained on outcomes as r(y) = beta log(pi(y)/ref(y)) (Implicit PRM, arXiv 2412.01981,
// equation 2 and proposition 3.1): the log-ratio of the tokens up to t is the soft Q value there, so its increments are rewards of tokens
// and steps. Pure fp64.
namespace Pure.Rewards.Implicit;

/// <summary>Rewards from the log-probabilities of two language models.</summary>
public static class LogRatioReward
{
    /// <summary>coefficient · (log pi - log ref) of each token. Without reference the log-probability itself, which does as well where the reference is a strong model (the paper's table 5).</summary>
    public static double[] Tokens(ReadOnlySpan<float> policy, ReadOnlySpan<float> reference, double coefficient)
    {
        double[] rewards = new double[policy.Length];
        for (int t = 0; t < rewards.Length; t++) rewards[t] = coefficient * (policy[t] - (reference.Length == 0 ? 0.0 : reference[t]));
        return rewards;
    }

    /// <summary>The reward of each step.</summary>
    /// <param name="tokens">Reward of each token of the response; those behind the last step end do not count.</param>
    /// <param name="ends">Index of the last token of each step, ascending.</param>
    /// <param name="reading">Which of the readings.</param>
    public static double[] Steps(ReadOnlySpan<double> tokens, ReadOnlySpan<int> ends, ImplicitReading reading)
    {
        double[] steps = new double[ends.Length];
        double sum = 0;
        int at = 0;
        for (int j = 0; j < ends.Length; j++)
        {
            double before = sum;
            for (; at <= ends[j]; at++) sum += tokens[at];
            steps[j] = reading == ImplicitReading.Single ? sum - before : sum;
        }

        if (reading == ImplicitReading.Whole) Array.Fill(steps, sum);
        return steps;
    }
}
