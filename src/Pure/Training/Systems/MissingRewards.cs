// Responses that the reward model could not score. They are not scored with a made-up number: they are left out of their group's
// baseline and of the update. A group of which fewer than two are left has nothing to compare with and is left out whole.
using Pure.Credit;
using Pure.Rewards;

namespace Pure.Training.Systems;

/// <summary>Credit assignment around missing rewards.</summary>
public static class MissingRewards
{
    /// <summary>Credits the rollouts that have a reward; the others get a mask of 0.</summary>
    /// <exception cref="RunFailedException">No group is left.</exception>
    public static CreditResult Credit(IReadOnlyList<ScoredRollout> scored, CreditOptions options)
    {
        if (!scored.Any(s => s.IsMissing)) return CreditPipeline.Assign(scored, options);
        ScoredRollout[] kept = [.. scored.Where(s => !s.IsMissing).GroupBy(s => s.Rollout.ProblemId, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).SelectMany(group => group)];
        if (kept.Length == 0)
            throw new RunFailedException($"The reward model could score none of the {scored.Count} responses of this step well enough to compare two of one problem, so there is nothing to learn from{Reason(scored)}. Look at the reward model; the newest checkpoint is untouched.");
        CreditResult credit = CreditPipeline.Assign(kept, options);
        var byRollout = new Dictionary<ScoredRollout, TokenCredit>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < kept.Length; i++) byRollout[kept[i]] = credit.Credits[i];
        return credit with { Credits = [.. scored.Select(s => byRollout.GetValueOrDefault(s) ?? Nothing(s.Rollout.ResponseIds.Length))] };
    }

    private static string Reason(IReadOnlyList<ScoredRollout> scored) =>
        scored.FirstOrDefault(s => s.MissingReason is not null) is { MissingReason: { } reason } ? $" (the first one: {reason})" : "";

    /// <summary>The credit of a response that takes no part.</summary>
    public static TokenCredit Nothing(int tokens) => new(new double[tokens], new double[tokens], new double[tokens], new double[tokens], new byte[tokens]);
}
