namespace Pure.Rewards.Agent;

/// <summary>Brings rewards of the answers to one instruction to a scale.</summary>
public static class ScoreScaling
{
    /// <summary>The scaled rewards. Where all are equal, z-scores are 0 and min-max gives 0.5.</summary>
    public static double[] Apply(IReadOnlyList<double> rewards, ScoreScale scale)
    {
        double mean = rewards.Average(), deviation = Math.Sqrt(rewards.Average(r => (r - mean) * (r - mean))), least = rewards.Min(), range = rewards.Max() - least;
        return scale switch
        {
            ScoreScale.Sigmoid => [.. rewards.Select(r => 1 / (1 + Math.Exp(-r)))],
            ScoreScale.ZScore => [.. rewards.Select(r => deviation > 0 ? (r - mean) / deviation : 0)],
            ScoreScale.MinMax => [.. rewards.Select(r => range > 0 ? (r - least) / range : 0.5)],
            _ => [.. rewards],
        };
    }
}
