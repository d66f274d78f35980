namespace Pure.Credit;

/// <summary>What each token of one response is credited with, stage by stage, so that a person can see where an advantage came from. All arrays have one entry a response token.</summary>
/// <param name="Rewards">Token reward after the transform, before the baseline: non-zero only at step ends (and at the last token for an outcome).</param>
/// <param name="Returns">Sum of the rewards from this token on, baseline and divergence included where the estimator puts them inside the return.</param>
/// <param name="Baselines">What was subtracted at this token.</param>
/// <param name="Advantages">What the policy loss uses.</param>
/// <param name="Mask">1 where the token takes part in the loss, else 0.</param>
public sealed record TokenCredit(
    double[] Rewards,
    double[] Returns,
    double[] Baselines,
    double[] Advantages,
    byte[] Mask);
