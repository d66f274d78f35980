// The implicit reward model that PRIME trains next to the policy (arXiv 2502.01456, section 3): one update, or several on parts of the
// batch, from the outcomes of the step's own rollouts, and the log-ratios that become token rewards.
using Pure.Config;
using Pure.Credit.Prime;
using Pure.Models;
using Pure.Rewards.Implicit;
using Pure.Tensors;
using Pure.Training.Implicit;
using Pure.Training.Systems;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Training.Prime;

/// <summary>A language model that learns outcomes online.</summary>
public sealed class OnlineRewardModel : IDisposable
{
    private readonly PrimeSystemOptions _options;
    private readonly PolicySystemContext _context;
    private readonly Policy _model;
    private readonly WeightUpdate _update;

    public OnlineRewardModel(PrimeSystemOptions options, PolicySystemContext context)
    {
        _options = options;
        _context = context;
        RlConfig config = context.Config;
        _model = Policy.Load(options.RewardModel ?? config.Model.Path, config.PlaceOf(config.Model));
        _update = new WeightUpdate(_model.Weights, _ => true, options.Optimizer, config.Compute.MasterWeights);
    }

    /// <summary>What the last updates said; empty when there was none.</summary>
    public IReadOnlyList<UpdateStatistics> Updates { get; private set; } = [];

    /// <summary>Scores the responses and learns from their outcomes, in the configured order.</summary>
    /// <param name="batch">Responses with the reference.</param>
    /// <param name="outcomes">Outcome of each; those of a group stand beside each other.</param>
    /// <param name="groupSize">K.</param>
    /// <returns>log pi - log ref of each token.</returns>
    public double[][] Score(LogRatioBatch batch, double[] outcomes, int groupSize)
    {
        Updates = [];
        float[][] logs = _options.Update switch
        {
            RewardUpdateOrder.After => Learn(batch, outcomes, groupSize),
            RewardUpdateOrder.Reverse => Then(Logs(batch.Sequences), () => Learn(batch, outcomes, groupSize)),
            RewardUpdateOrder.Before => After(() => Learn(batch, outcomes, groupSize), () => Logs(batch.Sequences)),
            _ => Logs(batch.Sequences),
        };
        return [.. logs.Select((row, i) => LogRatioReward.Tokens(row, batch.Reference[i], 1))];
    }

    /// <summary>Writes weights and moments; the model is a folder that <c>reward_model.kind: implicit</c> can read.</summary>
    public void Save(string folder)
    {
        string model = Directory.CreateDirectory(Path.Combine(folder, "reward_model")).FullName;
        var source = _model.Config.Source.DeepClone().AsObject();
        source["pure"] = new System.Text.Json.Nodes.JsonObject { ["reward_kind"] = "implicit", ["beta"] = _options.Beta };
        ModelFolder.Write(model, _model.Config with { Source = source }, _model.Weights, _options.RewardModel ?? _context.Config.Model.Path);
        OwnState.Write(folder, "reward_model", _update.Optimizer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(string folder) => OwnState.Read(folder, "reward_model", _model.Weights, _update.Optimizer);

    public void Dispose()
    {
        _update.Dispose();
        _model.Dispose();
    }

    private static float[][] Then(float[][] result, Action after)
    {
        after();
        return result;
    }

    private static float[][] After(Action before, Func<float[][]> result)
    {
        before();
        return result();
    }

    private float[][] Logs(IReadOnlyList<TokenSequence> sequences) => TokenLogProbabilities.Score(_model.Decoder, _model.Weights, sequences, _context.Scoring);

    /// <summary>Updates on equal parts of the groups.</summary>
    /// <returns>The log-probabilities of each part before its update.</returns>
    private float[][] Learn(LogRatioBatch batch, double[] outcomes, int groupSize)
    {
        var statistics = new List<UpdateStatistics>();
        float[][] logs = new float[batch.Sequences.Count][];
        int groups = batch.Sequences.Count / groupSize, parts = Math.Min(_options.UpdatesPerStep, groups);
        for (int part = 0; part < parts; part++)
        {
            int first = part * groups / parts * groupSize, end = (part + 1) * groups / parts * groupSize;
            var some = new LogRatioBatch([.. batch.Sequences.Skip(first).Take(end - first)], [.. batch.Reference.Skip(first).Take(end - first)]);
            double rate = LearningRate.At(_options.Optimizer, _update.Optimizer.Updates, _context.Config.Rl.MaxSteps * _options.UpdatesPerStep);
            (UpdateStatistics update, float[][] own) = LogRatioUpdate.Apply(_model.Decoder, _update, some.Sequences, Loss(some, outcomes[first..end], groupSize), _context.Scoring, rate);
            statistics.Add(update);
            own.CopyTo(logs, first);
        }

        Updates = statistics;
        return logs;
    }

    private Func<int[], float[][], TokenSlopes> Loss(LogRatioBatch batch, double[] outcomes, int groupSize)
    {
        if (_options.Loss == PrimeLoss.Ce) return batch.Each((part, rho) => OutcomeLosses.CrossEntropy(rho, [.. part.Select(i => outcomes[i])], _options.Beta));
        double[] all = [.. Logs(batch.Sequences).Select((row, i) => batch.Rho(i, row))];
        return batch.All(DetachedPairLoss.Of(all, outcomes, groupSize, _options.Beta, _options.Loss switch
        {
            PrimeLoss.BonRm => BestOfWeighting.Reward,
            PrimeLoss.BonAcc => BestOfWeighting.Outcome,
            _ => BestOfWeighting.None,
        }));
    }
}
