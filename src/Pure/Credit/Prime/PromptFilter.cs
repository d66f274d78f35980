// Online prompt filter (PRIME, arXiv 2502.01456; the dynamic sampling of DAPO is its case of a band that excludes 0 and 1): a problem is
// kept when its mean outcome lies in a band, so that its responses differ. Both bounds belong to the band, as in the published code.
namespace Pure.Credit.Prime;

/// <summary>Which groups teach something.</summary>
/// <param name="MinAccuracy">Lower bound of the band.</param>
/// <param name="MaxAccuracy">Upper bound of the band.</param>
/// <param name="DropTruncated">Whether a group with a response that was cut is dropped.</param>
public sealed record PromptFilter(double MinAccuracy, double MaxAccuracy, bool DropTruncated)
{
    private const double Rounding = 1e-9;  // the mean of five outcomes must not miss 0.2 by rounding

    /// <summary>Whether a group is kept.</summary>
    /// <param name="outcomes">Outcome of each response of the group.</param>
    /// <param name="truncated">How many of them were cut.</param>
    public bool Keeps(ReadOnlySpan<double> outcomes, int truncated)
    {
        double sum = 0;
        foreach (double outcome in outcomes) sum += outcome;
        double mean = sum / outcomes.Length;
        return mean >= MinAccuracy - Rounding && mean <= MaxAccuracy + Rounding && !(DropTruncated && truncated > 0);
    }

    /// <summary>The recipe in verl keeps a fixed number of groups instead, those that pass first; others fill the batch.</summary>
    /// <param name="passes">Whether each group passes.</param>
    /// <param name="kept">How many are kept.</param>
    public static int[] Prioritize(ReadOnlySpan<bool> passes, int kept)
    {
        bool[] known = passes.ToArray();
        return [.. Enumerable.Range(0, known.Length).OrderByDescending(i => known[i]).Take(kept)];
    }
}
