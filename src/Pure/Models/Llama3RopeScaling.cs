namespace Pure.Models;

/// <summary>
/// Llama 3.1's scaling: waves longer than the original context are slowed by the factor, short ones are kept, and those between are
/// blended by where the number of turns within the original context lies between the two limits.
/// </summary>
/// <param name="Factor">Slowdown of long waves, at least 1.</param>
/// <param name="LowFrequency">Turns within the original context up to which a wave is slowed fully.</param>
/// <param name="HighFrequency">Turns from which it is kept.</param>
/// <param name="OriginalPositions">Context of the original training.</param>
public sealed record Llama3RopeScaling(double Factor, double LowFrequency, double HighFrequency, double OriginalPositions) : RopeScaling
{
    public override double Frequency(int pair, int size, double theta)
    {
        double frequency = Unscaled(pair, size, theta);
        double turns = OriginalPositions * frequency / (2 * Math.PI);
        double kept = Math.Clamp((turns - LowFrequency) / (HighFrequency - LowFrequency), 0, 1);
        return ((1 - kept) * frequency / Factor) + (kept * frequency);
    }
}
