using Pure.Config;
using Pure.Models;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>How one update of the policy is made.</summary>
/// <param name="Scoring">How the work is cut, with the sampling temperature.</param>
/// <param name="LearningRate">Of this update.</param>
/// <param name="Loss">The loss of a micro-batch: log-probabilities (N) with gradient, what else is known of the tokens, options, entropies if asked for.</param>
/// <param name="Check">Made when the ratios are known and before anything is applied; may throw.</param>
public sealed record PolicyUpdateRun(
    ScoringOptions Scoring,
    double LearningRate,
    Func<Tensor, PolicyTokens, PolicyLossOptions, Tensor?, Tensor> Loss,
    Action<RatioStatistics>? Check = null);
