// RL against an uncertain reward model (PURM, arXiv 2503.22480): the reward of a response is its mean less a penalty,
//
//     r = mu - c u,   u = mean overlap of its reward distribution with those seen before,
//
// or r = mu - c sigma. A high overlap says that a response is like many others, so an outlier with a small deviation is hardly penalised,
// and the right c depends on the scale of the rewards: the metric penalty_scale gives the mean penalty in deviations of the mean reward.
using System.Buffers.Binary;
using Pure.Config;
using Pure.Credit;
using Pure.Rewards;
using Pure.Rewards.Uncertain;

namespace Pure.Training.Systems;

/// <summary>PURE's update with penalised rewards.</summary>
public sealed class UncertainSystem : PolicySystem
{
    private const string HistoryFile = "reward-history.bin";

    private readonly PolicySystemContext _context;
    private readonly UncertainSystemOptions _options;
    private readonly IRewardModel _model;
    private readonly OverlapHistory _history;
    private readonly SortedDictionary<string, double> _metrics = new(StringComparer.Ordinal);

    /// <exception cref="PureException">The reward model is not an uncertain one, or does not fit the policy.</exception>
    public UncertainSystem(UncertainSystemOptions options, PolicySystemContext context)
    {
        _options = options;
        _context = context;
        RlConfig config = context.Config;
        if (config.RewardModel is not UncertainModelSource)
            throw new PureException("system.kind is 'uncertain', which needs a reward model that gives a deviation. Set reward_model.kind to 'uncertain', or system.kind to 'pure'.");
        _history = new OverlapHistory(options.Window, options.Start);
        _model = RewardSystems.Models.Make(config.RewardModel, new RewardModelContext(context.Policy.Tokenizer, config.Rl.StepSeparator, config.Compute));
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Metrics => _metrics;

    /// <inheritdoc/>
    public override ScoredRollout[] Score(RolloutBatch batch)
    {
        IReadOnlyList<ResponseReward> rewards = _model.Score(batch.Rollouts, batch.Steps, _context.Scoring);
        double[] penalties = [.. rewards.Select(Penalty)];
        ResponseReward[] penalised = [.. rewards.Select((reward, i) => reward.IsMissing ? reward : reward with { Steps = Lowered(reward.Steps, penalties[i]) })];
        Measure(rewards, penalties);
        return batch.With(penalised);
    }

    /// <inheritdoc/>
    public override CreditResult Credit(IReadOnlyList<ScoredRollout> scored) => MissingRewards.Credit(scored, _context.Config.Credit);

    /// <inheritdoc/>
    public override void Save(string folder)
    {
        IReadOnlyList<RewardDistribution> kept = _history.Save();
        byte[] bytes = new byte[kept.Count * 16];
        for (int i = 0; i < kept.Count; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(16 * i), kept[i].Mean);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan((16 * i) + 8), kept[i].Deviation);
        }

        File.WriteAllBytes(Path.Combine(folder, HistoryFile), bytes);
    }

    /// <inheritdoc/>
    public override void Restore(string folder)
    {
        string path = Path.Combine(folder, HistoryFile);
        if (!File.Exists(path)) throw new PureException($"There is no '{path}': the checkpoint belongs to a run of another system. Choose another output_dir.");
        byte[] bytes = File.ReadAllBytes(path);
        _history.Restore([.. Enumerable.Range(0, bytes.Length / 16).Select(i =>
            new RewardDistribution(BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(16 * i)), BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan((16 * i) + 8))))]);
    }

    /// <inheritdoc/>
    public override void ReleaseIdle() => _model.Release();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _model.Dispose();
        base.Dispose();
    }

    /// <summary>What is taken off a response's reward. The whole response, not a step of it, enters the history.</summary>
    private double Penalty(ResponseReward reward)
    {
        if (reward.IsMissing) return 0;
        var distribution = new RewardDistribution(reward.Steps[^1], reward.Uncertainty![^1]);
        double overlap = _history.Add(distribution);
        return _options.Penalty switch
        {
            UncertaintyPenalty.Overlap => _options.UncertaintyCoef * overlap,
            UncertaintyPenalty.Deviation => _options.UncertaintyCoef * distribution.Deviation,
            _ => 0,
        };
    }

    private static double[] Lowered(double[] rewards, double penalty)
    {
        double[] lowered = [.. rewards];
        lowered[^1] -= penalty;
        return lowered;
    }

    private void Measure(IReadOnlyList<ResponseReward> rewards, double[] penalties)
    {
        ResponseReward[] present = [.. rewards.Where(r => !r.IsMissing)];
        _metrics["rewards/process/missing_ratio"] = 1 - ((double)present.Length / rewards.Count);
        if (present.Length == 0) return;
        double[] means = [.. present.Select(r => r.Steps[^1])];
        double center = means.Average(), spread = Math.Sqrt(means.Average(m => (m - center) * (m - center))), penalty = penalties.Sum() / present.Length;
        _metrics["rewards/uncertainty/mean_reward"] = center;
        _metrics["rewards/uncertainty/deviation"] = present.Average(r => r.Uncertainty![^1]);
        _metrics["rewards/uncertainty/penalty"] = penalty;
        _metrics["rewards/uncertainty/penalty_scale"] = spread > 0 ? penalty / spread : 0;
        _metrics["rewards/uncertainty/history"] = _history.Count;
    }
}
