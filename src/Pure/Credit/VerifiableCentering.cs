namespace Pure.Credit;

/// <summary>How the verifiable reward (1 solved, 0 not) is compared with the rest of its group.</summary>
public enum VerifiableCentering
{
    /// <summary>
    /// On its own: minus the mean of the other responses of the group, the same on all tokens (branch main and the paper). With
    /// GRPO, Dr. GRPO, REINFORCE++ or no baseline, the centring of that estimator, still apart from the process reward.
    /// </summary>
    Own,

    /// <summary>Added to the reward of the last token, so that the baseline of the process reward has to centre it too (branch verl).</summary>
    InScores,
}
