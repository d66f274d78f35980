namespace Pure.Models;

/// <summary>
/// YaRN (arXiv 2309.00071): dimensions that turn often are kept, those that turn less than once are interpolated, with a linear ramp
/// between (section 3.2), and attention is sharpened by 0.1 ln(s) + 1 (equation 15).
/// </summary>
/// <param name="Factor">s, the extension of the context.</param>
/// <param name="OriginalPositions">Context of the original training.</param>
public sealed record YarnRopeScaling(double Factor, double OriginalPositions) : RopeScaling
{
    /// <summary>Turns from which a dimension is kept.</summary>
    public double BetaFast { get; init; } = 32;

    /// <summary>Turns up to which a dimension is interpolated.</summary>
    public double BetaSlow { get; init; } = 1;

    /// <summary>Whether the ends of the ramp are whole dimensions.</summary>
    public bool Truncate { get; init; } = true;

    /// <summary>Factor on the logarithm of the attention factor, with <see cref="MscaleAllDim"/>; 0 for the paper's.</summary>
    public double Mscale { get; init; }

    /// <summary>The factor that is divided out again, as DeepSeek's models have it; 0 for none.</summary>
    public double MscaleAllDim { get; init; }

    /// <summary>The attention factor where config.json gives it.</summary>
    public double? GivenAttentionFactor { get; init; }

    public override double AttentionFactor => GivenAttentionFactor
        ?? (Mscale != 0 && MscaleAllDim != 0 ? Sharpening(Mscale) / Sharpening(MscaleAllDim) : Sharpening(1));

    public override double Frequency(int pair, int size, double theta)
    {
        double low = DimensionOf(BetaFast, size, theta), high = DimensionOf(BetaSlow, size, theta);
        if (Truncate) (low, high) = (Math.Floor(low), Math.Ceiling(high));
        (low, high) = (Math.Max(low, 0), Math.Min(high, size - 1));
        if (low == high) high += 0.001;
        double interpolated = Math.Clamp((pair - low) / (high - low), 0, 1);
        double frequency = Unscaled(pair, size, theta);
        return (interpolated * frequency / Factor) + ((1 - interpolated) * frequency);
    }

    private double Sharpening(double scale) => Factor <= 1 ? 1 : (0.1 * scale * Math.Log(Factor)) + 1;

    /// <summary>The pair of dimensions that makes a number of turns within the original context (section 3.2, solved for the dimension).</summary>
    private double DimensionOf(double turns, int size, double theta) =>
        size * Math.Log(OriginalPositions / (turns * 2 * Math.PI)) / (2 * Math.Log(theta));
}
