// OREAL (arXiv 2502.06781): outcome rewards only. Of each problem that is sometimes solved, a right response is cloned and a wrong one
// pushed away; a token-level reward model, which learns from the same outcomes, says at which tokens.
using Pure.Config;
using Pure.Credit;
using Pure.Credit.Oreal;
using Pure.Data;
using Pure.Models;
using Pure.Rewards;
using Pure.Training.Systems;
using static TorchSharp.torch;

namespace Pure.Training.Oreal;

/// <summary>Outcome-reward-based reinforcement learning.</summary>
public sealed class OrealSystem : PolicySystem
{
    private readonly OrealSystemOptions _options;
    private readonly PolicySystemContext _context;
    private readonly TokenRewardModel? _model;
    private readonly SortedDictionary<string, double> _metrics = new(StringComparer.Ordinal);
    private double[] _advantages = [];
    private int[] _kept = [];
    private double[][] _logits = [];

    public OrealSystem(OrealSystemOptions options, PolicySystemContext context)
    {
        _options = options;
        _context = context;
        if (context.Config.Rl.LossAggregation != LossAggregation.Token)
            throw new PureException("OREAL divides by numbers of tokens, and rl.loss_aggregation is not 'token'. Set it to token.");
        if (context.Config.Rl.UpdatesPerStep != 1)
            throw new PureException("OREAL makes one update of each batch of rollouts, on the policy that sampled it, and rl.updates_per_step is more. Set it to 1.");
        if (options.Weights != TokenWeightForm.One) _model = new TokenRewardModel(options.Optimizer, context);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Metrics => _metrics;

    /// <inheritdoc/>
    public override bool UpdatesPolicy(int step) => _model is null || step >= _options.FrozenSteps;

    /// <inheritdoc/>
    public override ScoredRollout[] Score(RolloutBatch batch)
    {
        _metrics.Clear();
        double[] rewards = [.. batch.Outcomes.Select(o => o!.Value > 0 ? 1.0 : -1)];
        _advantages = [.. rewards.Chunk(batch.GroupSize).SelectMany(group => _options.NormalizeAdvantages ? OrealAdvantage.Normalized(group) : OrealAdvantage.LeaveOneOut(group))];
        ulong seed = SeedSequence.Derive(SeedSequence.Derive((ulong)_context.Config.Seed, "oreal pairs"), (ulong)batch.Step);
        _kept = TrajectoryFilter.Keep(rewards, batch.GroupSize, _options.OnePair, seed);
        _metrics["oreal/kept_ratio"] = (double)_kept.Length / rewards.Length;
        _logits = [.. _kept.Select(i => new double[batch.Rollouts[i].ResponseIds.Length])];
        if (_model is not null && _kept.Length > 0) Learn(batch, rewards);
        return batch.With([]);
    }

    /// <inheritdoc/>
    public override CreditResult Credit(IReadOnlyList<ScoredRollout> scored)
    {
        double[][] advantages = [.. scored.Select(s => new double[s.Rollout.ResponseIds.Length])];
        double[][] kept = OrealAdvantage.OfTokens(
            [.. _kept.Select((i, k) => (scored[i].Outcome > 0 ? 1.0 : -1, _advantages[i], OrealTokenWeights.Of(_logits[k], _options.Weights, _options.PositiveThreshold, _options.NegativeThreshold)))],
            new OrealLossOptions { PositiveFactor = _options.PositiveFactor, NegativeFactor = _options.NegativeFactor, PositiveTimesAdvantage = _options.PositiveTimesAdvantage });
        for (int k = 0; k < _kept.Length; k++) advantages[_kept[k]] = kept[k];

        HashSet<int> used = [.. _kept];
        _metrics["oreal/weight_mean"] = _kept.Length == 0 ? 0 : _kept.SelectMany(i => advantages[i]).Average(Math.Abs);
        double[][] rewards = [.. advantages.Select(row => new double[row.Length])];
        for (int i = 0; i < rewards.Length; i++) rewards[i][^1] = scored[i].Outcome > 0 ? 1 : -1;
        return GroupedCredit.Of(scored, rewards, advantages, advantages, used.Contains);
    }

    /// <inheritdoc/>
    public override Tensor Loss(Tensor logProbabilities, PolicyTokens tokens, PolicyLossOptions options, Tensor? entropies) => OrealLoss.Of(logProbabilities, tokens, options);

    /// <inheritdoc/>
    public override void Save(string folder) => _model?.Save(folder);

    /// <inheritdoc/>
    public override void Restore(string folder) => _model?.Restore(folder);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _model?.Dispose();
        base.Dispose();
    }

    private void Learn(RolloutBatch batch, double[] rewards)
    {
        TokenSequence[] sequences = [.. _kept.Select(i => TokenSequence.Of(batch.Rollouts[i].PromptIds, batch.Rollouts[i].ResponseIds))];
        double[] outcomes = [.. _kept.Select(i => rewards[i] > 0 ? 1.0 : 0)];
        (UpdateStatistics statistics, _logits) = _model!.Learn(sequences, outcomes);
        double[] means = [.. _logits.Select(row => row.Average())];
        _metrics["reward_model/loss"] = statistics.Loss;
        _metrics["reward_model/grad_norm"] = statistics.GradientNorm;
        _metrics["reward_model/accuracy"] = means.Select((m, k) => (m > 0) == (outcomes[k] > 0) ? 1.0 : 0).Average();
        if (_options.OnePair) _metrics["reward_model/pair_accuracy"] = means.Chunk(2).Average(pair => pair[0] > pair[1] ? 1.0 : pair[0] == pair[1] ? 0.5 : 0);
    }
}
