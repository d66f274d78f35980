// PURE (arXiv 2504.15275): step rewards of a reward model of any kind, and checked answers, credited as the configuration says.
using Pure.Config;
using Pure.Credit;
using Pure.Rewards;

namespace Pure.Training.Systems;

/// <summary>The default system.</summary>
public sealed class PureSystem : PolicySystem
{
    private readonly PolicySystemContext _context;
    private readonly IRewardModel? _rewardModel;
    private double _missing;

    /// <exception cref="PureException">The reward model does not fit the policy.</exception>
    public PureSystem(PolicySystemContext context)
    {
        _context = context;
        RlConfig config = context.Config;
        if (config.Credit.RewardMode != RewardMode.Vr)
            _rewardModel = RewardSystems.Models.Make(config.RewardModel!, new RewardModelContext(context.Policy.Tokenizer, config.Rl.StepSeparator, config.Compute));
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Metrics =>
        _rewardModel is null ? base.Metrics : new SortedDictionary<string, double>(StringComparer.Ordinal) { ["rewards/process/missing_ratio"] = _missing };

    /// <inheritdoc/>
    public override ScoredRollout[] Score(RolloutBatch batch)
    {
        ScoredRollout[] scored = batch.With(_rewardModel?.Score(batch.Rollouts, batch.Steps, _context.Scoring) ?? []);
        _missing = (double)scored.Count(s => s.IsMissing) / scored.Length;
        return scored;
    }

    /// <inheritdoc/>
    public override CreditResult Credit(IReadOnlyList<ScoredRollout> scored) => MissingRewards.Credit(scored, _context.Config.Credit);

    /// <inheritdoc/>
    public override void ReleaseIdle() => _rewardModel?.Release();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _rewardModel?.Dispose();
        base.Dispose();
    }
}
