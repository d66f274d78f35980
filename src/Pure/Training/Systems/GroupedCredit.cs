// Credit of systems that compute advantages of their own, in the form that metrics, rollout store and report know.
using Pure.Credit;
using Pure.Rewards;

namespace Pure.Training.Systems;

/// <summary>Makes a <see cref="CreditResult"/> of returns.</summary>
internal static class GroupedCredit
{
    private const double NoSignal = 1e-12;

    /// <summary>Puts advantages and counts together.</summary>
    /// <param name="scored">The rollouts; those of a problem stand beside each other.</param>
    /// <param name="rewards">Token rewards.</param>
    /// <param name="returns">Returns before any common scale.</param>
    /// <param name="advantages">What the loss uses.</param>
    /// <param name="used">Whether each rollout takes part.</param>
    public static CreditResult Of(IReadOnlyList<ScoredRollout> scored, IReadOnlyList<double[]> rewards, IReadOnlyList<double[]> returns, IReadOnlyList<double[]> advantages, Func<int, bool> used)
    {
        int[][] groups = [.. Enumerable.Range(0, scored.Count).GroupBy(i => scored[i].Rollout.ProblemId, StringComparer.Ordinal).Select(g => g.ToArray())];
        double[] all = [.. returns.SelectMany(row => row)];
        return new CreditResult(
            [.. scored.Select((_, i) => new TokenCredit(rewards[i], returns[i], new double[returns[i].Length], advantages[i], Mask(returns[i].Length, used(i))))],
            groups.Length,
            groups.Count(g => g.Length == 1),
            groups.Count(g => g.All(i => returns[i].All(x => Math.Abs(x) <= NoSignal))),
            groups.Count(g => g.All(i => scored[i].Outcome == scored[g[0]].Outcome)),
            groups.Count(g => scored[g[0]].Outcome is null),
            0,
            0,
            all.Average(),
            Math.Sqrt(all.Average(x => x * x)));
    }

    private static byte[] Mask(int length, bool used)
    {
        byte[] mask = new byte[length];
        if (used) Array.Fill(mask, (byte)1);
        return mask;
    }
}
