namespace Pure.Evaluation.RewardBench;

/// <summary>How the scores of several reward models become one.</summary>
public enum EnsembleMode
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The smallest.</summary>
    Worst,

    /// <summary>Mean minus population standard deviation.</summary>
    Uncertainty,
}
