namespace Pure.Rewards;

/// <summary>What a reward model says of one response.</summary>
/// <param name="Steps">Reward of each step.</param>
public sealed record ResponseReward(double[] Steps)
{
    /// <summary>A response that the model could not score, such as an answer without a verdict. It takes no part in an update, and is counted.</summary>
    public static ResponseReward Missing { get; } = new([]) { IsMissing = true };

    /// <summary>Whether there is no reward. The steps are empty then.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>Why there is none, where the model knows.</summary>
    public string? Reason { get; private init; }

    /// <summary>Reward of each token, where the model gives one.</summary>
    public double[]? Tokens { get; init; }

    /// <summary>How uncertain the model is of each step's reward, in the unit of the reward, where it says so.</summary>
    public double[]? Uncertainty { get; init; }

    /// <summary>A response that could not be scored, with the reason.</summary>
    public static ResponseReward MissingBecause(string reason) => Missing with { Reason = reason };
}
