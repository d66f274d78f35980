// PRIME (arXiv 2502.01456): the implicit reward model scores and learns in each step, and the policy gets the sum of two returns, of the
// token rewards and of the outcome. docs/systems.md says where paper and published code differ.
using Pure.Config;
using Pure.Credit;
using Pure.Credit.Prime;
using Pure.Models;
using Pure.Rewards;
using Pure.Training.Implicit;
using Pure.Training.Systems;

namespace Pure.Training.Prime;

/// <summary>Process reinforcement through implicit rewards.</summary>
public sealed class PrimeSystem : PolicySystem
{
    private readonly PrimeSystemOptions _options;
    private readonly PolicySystemContext _context;
    private readonly OnlineRewardModel _model;
    private SortedDictionary<string, double> _metrics = new(StringComparer.Ordinal);

    public PrimeSystem(PrimeSystemOptions options, PolicySystemContext context)
    {
        _options = options;
        _context = context;
        _model = new OnlineRewardModel(options, context);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Metrics => _metrics;

    /// <inheritdoc/>
    public override ScoredRollout[] Score(RolloutBatch batch)
    {
        TokenSequence[] sequences = [.. batch.Rollouts.Select(r => TokenSequence.Of(r.PromptIds, r.ResponseIds))];
        double[] outcomes = [.. batch.Outcomes.Select(o => o!.Value)];
        double[][] ratios = _model.Score(new LogRatioBatch(sequences, Reference(batch, sequences)), outcomes, batch.GroupSize);
        _metrics = Measure(ratios, outcomes, batch.GroupSize);
        double[][] rewards = [.. ratios.Select(row => _options.WholeResponse ? PrimeScores.Whole(row) : row)];
        if (_options.BatchNorm) rewards = PrimeScores.Normalize(rewards);
        else rewards = [.. rewards.Select(row => Array.ConvertAll(row, q => q * _options.Beta))];
        return [.. batch.With([]).Select((scored, i) => scored with { TokenRewards = rewards[i] })];
    }

    /// <inheritdoc/>
    public override CreditResult Credit(IReadOnlyList<ScoredRollout> scored)
    {
        var options = new PrimeReturnOptions(_options.Form, _options.GammaProcess, _options.GammaOutcome, _options.ProcessCoef, _options.OutcomeCoef);
        int k = _context.Config.Rl.NumGenerations;
        double[][] rewards = [.. scored.Select(s => s.TokenRewards!)];
        double[][] returns =
        [
            .. Enumerable.Range(0, scored.Count / k).SelectMany(g => PrimeReturns.Of(
                rewards[(g * k)..((g + 1) * k)],
                [.. scored.Skip(g * k).Take(k).Select(s => s.Outcome!.Value)],
                [.. scored.Skip(g * k).Take(k).Select(s => s.Rollout.ResponseIds.Length)],
                options)),
        ];
        double[][] advantages = TokenEstimators.MaskedWhiten(returns, [.. returns.Select(row => Array.ConvertAll(row, _ => 1.0))]);
        return GroupedCredit.Of(scored, rewards, returns, advantages, _ => true);
    }

    /// <inheritdoc/>
    public override void Save(string folder) => _model.Save(folder);

    /// <inheritdoc/>
    public override void Restore(string folder) => _model.Restore(folder);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _model.Dispose();
        base.Dispose();
    }

    /// <summary>The reference of the log-ratio. The loop's own pass is at the sampling temperature; at temperature 1 it is the one that is needed.</summary>
    private IReadOnlyList<float[]> Reference(RolloutBatch batch, TokenSequence[] sequences)
    {
        bool same = _context.Config.Rl.Temperature == 1;
        if (_options.ReferenceIsPolicy) return same ? [.. batch.Rollouts.Select(r => r.LogProbabilities)] : Logs(_context.Policy, sequences);
        return same ? batch.Reference : Logs(_context.Reference, sequences);
    }

    private float[][] Logs(Policy policy, TokenSequence[] sequences) => TokenLogProbabilities.Score(policy.Decoder, policy.Weights, sequences, _context.Scoring);

    private SortedDictionary<string, double> Measure(double[][] ratios, double[] outcomes, int k)
    {
        double[] scores = [.. ratios.Select(row => row.Sum())];
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["reward_model/pair_accuracy"] = Enumerable.Range(0, scores.Length / k).Average(g => PairAccuracy.Of(scores.AsSpan(g * k, k), outcomes.AsSpan(g * k, k))),
            ["reward_model/accuracy"] = PairAccuracy.Absolute(scores, outcomes),
            ["reward_model/log_ratio_mean"] = ratios.SelectMany(row => row).Average(),
        };
        if (_model.Updates.Count > 0)
        {
            metrics["reward_model/loss"] = _model.Updates.Average(u => u.Loss);
            metrics["reward_model/grad_norm"] = _model.Updates.Average(u => u.GradientNorm);
            metrics["reward_model/learning_rate"] = _model.Updates[^1].LearningRate;
        }

        return metrics;
    }
}
