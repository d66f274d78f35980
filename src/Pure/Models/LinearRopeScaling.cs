namespace Pure.Models;

/// <summary>Position interpolation (arXiv 2306.15595, equation 4): every frequency divided by one factor.</summary>
/// <param name="Factor">At least 1.</param>
public sealed record LinearRopeScaling(double Factor) : RopeScaling
{
    public override double Frequency(int pair, int size, double theta) => Unscaled(pair, size, theta) / Factor;
}
