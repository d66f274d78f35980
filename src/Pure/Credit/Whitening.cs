// Last stage: a common scale for the advantages of a batch, from the moments of all its tokens.
namespace Pure.Credit;

/// <summary>What whitening does to each advantage: (value - centre) * factor.</summary>
/// <param name="Centre">Subtracted.</param>
/// <param name="Factor">Multiplied.</param>
/// <param name="KeepsZeros">Whether advantages of exactly 0 stay as they are.</param>
internal readonly record struct Whitening(double Centre, double Factor, bool KeepsZeros)
{
    private const double Floor = 1e-8;  // of the variance, as in both public branches

    /// <summary>The whitening of a batch.</summary>
    /// <param name="how">The set of tokens and the moments.</param>
    /// <param name="moments">Moments of all advantages of the batch.</param>
    /// <param name="separatorsMasked">Whether advantages at step ends were set to 0 on purpose; only <see cref="AdvantageWhitening.NonzeroBatch"/> asks.</param>
    public static Whitening Of(AdvantageWhitening how, AdvantageMoments moments, bool separatorsMasked)
    {
        switch (how)
        {
            case AdvantageWhitening.None:
                return new Whitening(0, 1, KeepsZeros: false);
            case AdvantageWhitening.Scale:
                return new Whitening(0, 1 / Math.Sqrt((moments.Squares / Math.Max(1, moments.Count)) + Floor), KeepsZeros: false);
            case AdvantageWhitening.Batch:
                double variance = moments.Distances / Math.Max(1, moments.Count - 1);
                return new Whitening(moments.Mean, 1 / Math.Sqrt(variance + Floor), KeepsZeros: false);
            default:
                double counted = Math.Max(1, moments.Count - (separatorsMasked ? moments.Zeros : 0));
                double centre = moments.Count * moments.Mean / counted;
                double spread = moments.DistancesFrom(centre) / counted;  // the zeros are in the numerator: so the branch computes it
                return new Whitening(centre, 1 / Math.Sqrt(Math.Max(spread, Floor)), separatorsMasked);
        }
    }

    /// <summary>Whitens in place.</summary>
    public void Apply(Span<double> advantages)
    {
        if (KeepsZeros)
            VectorMath.AffineWhereNotZero(advantages, Centre, Factor);
        else if (Factor != 1 || Centre != 0)
            VectorMath.Affine(advantages, advantages, Centre, Factor, 0);
    }
}
