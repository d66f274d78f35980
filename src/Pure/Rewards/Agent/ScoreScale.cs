namespace Pure.Rewards.Agent;

/// <summary>How the raw rewards of a preference model are brought beside scores in [0, 1].</summary>
public enum ScoreScale
{
    /// <summary>As they are, as published: a model with a wide range drowns the agents, one with a narrow range only breaks ties.</summary>
    None,

    /// <summary>The logistic function: r becomes P(r is better than 0).</summary>
    Sigmoid,

    /// <summary>Less the mean of the answers to one instruction, over their deviation.</summary>
    ZScore,

    /// <summary>The worst answer to an instruction becomes 0, the best 1.</summary>
    MinMax,
}
