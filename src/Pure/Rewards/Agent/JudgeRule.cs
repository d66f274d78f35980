namespace Pure.Rewards.Agent;

/// <summary>How the judgments of several agents become one.</summary>
public enum JudgeRule
{
    /// <summary>Weighted sum of the scores: r = lambda r_RM + sum of w_i a_i (RewardAgent, arXiv 2502.19328, equation 1).</summary>
    WeightedSum,

    /// <summary>Each agent votes for its best answer, with weights 1.2 (factuality), 1.1 (constraints), 1.0 (reward model); an agent that finds all equal splits its vote.</summary>
    MajorVote,
}
