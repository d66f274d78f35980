namespace Pure.Rewards.Uncertain;

/// <summary>What an uncertain reward model says of one response: its reward is normal with this mean and standard deviation.</summary>
/// <param name="Mean">mu.</param>
/// <param name="Deviation">sigma, a standard deviation; the published code calls it a variance and uses it as a deviation.</param>
public readonly record struct RewardDistribution(double Mean, double Deviation)
{
    /// <summary>The temperature of the head's second output: sigma = exp(raw / 10).</summary>
    public const double RawTemperature = 10;

    /// <summary>Least and most of the head's second output, so that sigma stays within 0.05 and 20.</summary>
    public const double MostRaw = 30;

    /// <summary>From the two outputs of the head, the second one limited.</summary>
    public static RewardDistribution OfHead(double mean, double raw) => new(mean, Math.Exp(Math.Clamp(raw, -MostRaw, MostRaw) / RawTemperature));

    /// <summary>The difference of two independent rewards: means subtract, variances add.</summary>
    public RewardDistribution Minus(RewardDistribution other) =>
        new(Mean - other.Mean, Math.Sqrt((Deviation * Deviation) + (other.Deviation * other.Deviation)));
}
