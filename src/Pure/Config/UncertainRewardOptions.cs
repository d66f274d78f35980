using System.ComponentModel.DataAnnotations;
using Pure.Rewards.Uncertain;

namespace Pure.Config;

/// <summary>A probabilistic uncertain reward model (PURM, arXiv 2503.22480): mean and deviation of a whole response's reward, trained on pairs.</summary>
[ConfigKind("uncertain")]
public sealed record UncertainRewardOptions : PairRewardOptions
{
    /// <summary>The likelihood of the preference as in the paper, or the published code's bound of it, under which no model learns to be uncertain.</summary>
    public PurmLossForm LossForm { get; init; } = PurmLossForm.Paper;

    /// <summary>Weight of the penalty raw^2 on the head's second output, sigma = exp(raw / 10). Without it sigma grows without end on pairs that are labelled by chance.</summary>
    [Range(0, 1000)]
    public double DeviationPenalty { get; init; } = 1e-4;
}
