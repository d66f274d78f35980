namespace Pure.Credit;

/// <summary>
/// What is subtracted from the credited rewards, or from the returns, of a response. K responses to one problem form a group;
/// R_k is the sum of the credited rewards of response k, L_k its tokens, n_k its steps.
/// </summary>
public enum RewardBaseline
{
    /// <summary>Leave one out per token: (sum of the others' R) / (sum of the others' L) times the tokens of a step, subtracted at the end of the step.</summary>
    Token,

    /// <summary>Leave one out per step: the mean of the others' R_k / n_k, subtracted at the end of each step. Favours few, long steps (paper, Eq. 8).</summary>
    Step,

    /// <summary>Leave one out on the returns: the others' returns summed over tokens / ((K-1) N), N the padded width (paper, Eq. 7; branch verl).</summary>
    PaddedWidth,

    /// <summary>GRPO: the group's mean return is subtracted and the result divided by the group's standard deviation.</summary>
    Grpo,

    /// <summary>Dr. GRPO: the group's mean return is subtracted, without division.</summary>
    DrGrpo,

    /// <summary>REINFORCE++: no group; the mean return of all tokens of the batch is subtracted.</summary>
    ReinforcePlusPlus,

    /// <summary>Nothing is subtracted.</summary>
    None,
}
