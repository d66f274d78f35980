namespace Pure.Training;

/// <summary>What the policy loss knows of each target token of a micro-batch besides its new log-probability. All arrays have N entries.</summary>
/// <param name="Old">Log-probability when the token was sampled.</param>
/// <param name="Reference">Log-probability under the reference policy; empty when no divergence is in the loss.</param>
/// <param name="Advantages">Advantage of the token.</param>
/// <param name="Weights">Its weight in the mean over the whole batch; the weights of a batch add up to 1, and masked tokens have 0.</param>
public sealed record PolicyTokens(float[] Old, float[] Reference, float[] Advantages, float[] Weights);
