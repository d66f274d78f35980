using Pure.Credit;

namespace Pure.Training.Signals;

/// <summary>Metrics of one step that are read off its credit.</summary>
public static class CreditSignals
{
    /// <summary>Shares of groups, and the scale of the advantages that whitening hides.</summary>
    public static IReadOnlyDictionary<string, double> Of(CreditResult credit)
    {
        double groups = Math.Max(1, credit.Groups);
        return new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["frac_reward_zero_std"] = credit.GroupsWithEqualRewards / groups,
            ["credit/groups_without_signal_ratio"] = credit.GroupsWithoutSignal / groups,
            ["credit/groups_without_answer_ratio"] = credit.GroupsWithoutAnswer / groups,
            ["credit/advantage_mean"] = credit.AdvantageMean,
            ["credit/advantage_scale"] = credit.AdvantageScale,
        };
    }
}
