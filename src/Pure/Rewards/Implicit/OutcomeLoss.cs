namespace Pure.Rewards.Implicit;

/// <summary>A loss on log-ratios and its gradient.</summary>
/// <param name="Loss">The scalar that is minimised.</param>
/// <param name="Gradient">dLoss / d rho, one entry a response.</param>
public readonly record struct OutcomeLoss(double Loss, double[] Gradient);
