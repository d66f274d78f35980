// Which prefixes of a wrong solution teach a value model most (PAV, arXiv 2410.08146, appendix): those up to the first pit, the first step
// from which no completion succeeds. What follows is lost anyway.
namespace Pure.Rewards.Pav;

/// <summary>The training prefixes of one solution.</summary>
/// <param name="Pit">Index of the first step with an estimated value of 0; -1 when there is none.</param>
/// <param name="Kept">Indices of the prefixes to train on.</param>
/// <param name="Low">Those with a value below one half.</param>
/// <param name="High">The others. Batches are drawn from both buckets in equal shares.</param>
/// <param name="StartsHigh">Whether a value before the pit is above the threshold: such states are worth more samples.</param>
public sealed record FirstPit(int Pit, int[] Kept, int[] Low, int[] High, bool StartsHigh)
{
    /// <summary>Chooses the prefixes.</summary>
    /// <param name="values">Monte Carlo value behind each step.</param>
    /// <param name="highValue">Threshold of a high value.</param>
    public static FirstPit Of(ReadOnlySpan<double> values, double highValue)
    {
        int pit = values.IndexOf(0.0), count = pit < 0 ? values.Length : pit + 1;
        int[] kept = [.. Enumerable.Range(0, count)];
        double[] known = values.ToArray();
        return new FirstPit(pit, kept, [.. kept.Where(j => known[j] < 0.5)], [.. kept.Where(j => known[j] >= 0.5)], kept.Any(j => j != pit && known[j] > highValue));
    }
}
