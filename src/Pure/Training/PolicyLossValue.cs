namespace Pure.Training;

/// <summary>The reference policy loss, its gradient, and what is logged with it. Averages are taken as the loss averages.</summary>
/// <param name="Loss">The scalar that is minimised.</param>
/// <param name="Gradient">dLoss / dLogProbabilities, (B, T_b).</param>
/// <param name="MeanRatio">Mean importance ratio.</param>
/// <param name="MeanAdvantage">Mean advantage.</param>
/// <param name="ClipFraction">Share of valid tokens on which the clipped surrogate is the larger loss ("clip_ratio", "pg_clipfrac").</param>
/// <param name="PpoKl">Mean of old - new log-probability over valid tokens ("ppo_kl").</param>
/// <param name="Skipped">Whether the mean ratio was above its limit, so that loss and gradient are 0.</param>
public sealed record PolicyLossValue(
    double Loss,
    double[][] Gradient,
    double MeanRatio,
    double MeanAdvantage,
    double ClipFraction,
    double PpoKl,
    bool Skipped);
