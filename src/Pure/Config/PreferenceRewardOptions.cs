using System.ComponentModel.DataAnnotations;

namespace Pure.Config;

/// <summary>A preference reward model: one number for a whole response, trained on pairs (Bradley and Terry).</summary>
[ConfigKind("preference")]
public sealed record PreferenceRewardOptions : PairRewardOptions
{
    /// <summary>Weight of the penalty (r_chosen + r_rejected)^2, which keeps rewards around zero; the pairs themselves only fix differences (arXiv 2312.09244, section 3).</summary>
    [Range(0, 1000)]
    public double CenterRewardsCoefficient { get; init; }
}
