// Reinforcement fine-tuning of a policy (PURE, arXiv 2504.15275), in the order in which the data flows:
//
//   problems -> rollouts -> steps -> rewards -> credit -> update -> metrics, checkpoint -> held-out accuracy
//
// Everything random in a step is derived from (run seed, step), so a run that is resumed from a checkpoint makes the same
// steps as one that was never stopped.
using System.Diagnostics;
using Pure.Answers;
using Pure.Config;
using Pure.Credit;
using Pure.Data;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Training.Signals;
using Pure.Training.Systems;

namespace Pure.Training;

/// <summary>The RL loop.</summary>
public sealed class PolicyTrainer : IDisposable
{
    private readonly RlConfig _config;
    private readonly Policy _policy;
    private readonly Policy _reference;
    private readonly PolicySystem _system;
    private readonly AnswerReward _answers;
    private readonly List<DatasetReport> _data = [];
    private readonly RolloutCollector _collector;
    private readonly IReadOnlyList<Problem> _heldOutProblems;
    private readonly IReadOnlySet<int> _separators;
    private readonly Lanes _lanes;
    private readonly LocalGenerator _generator;
    private readonly WeightUpdate _update;
    private readonly ulong _seed;

    /// <summary>Loads models and data, and checks that they fit together.</summary>
    /// <exception cref="PureException">Something does not fit; nothing has been written.</exception>
    public PolicyTrainer(RlConfig config, Lanes lanes)
    {
        _config = config;
        _lanes = lanes;
        _seed = (ulong)config.Seed;
        IReadOnlyList<Problem> problems = Read(config.Rl.Prompts, config.Rl.Data);
        if (config.Rl.BalanceDifficulty) problems = DifficultyBalance.Of(problems, config.Rl.Prompts);
        _heldOutProblems = config.Evaluation is { } heldOut ? Read(heldOut.Prompts, heldOut.Data) : [];
        RlRules.Check(config, problems, _heldOutProblems);
        _policy = PolicyAdapter.Load(config, config.Model, config.Rl);
        _generator = new LocalGenerator(_policy.Decoder, lanes, _policy.Tokenizer.EndOfSequence, config.Compute.MaxDecodeRows);
        _answers = new AnswerReward(config.Rl.AnswerMarker, config.Rl.AnswerProfile is { } profile ? AnswerProfile.ByName(profile) : null);
        _collector = new RolloutCollector(config, problems, _policy, _generator, _answers);
        RlRules.CheckLengths(config, _policy, [.. _collector.Prompts, .. _heldOutProblems.Select(p => new Prompt(p.Id, p.Encode(_policy.Tokenizer)))]);
        _reference = LoadReference();
        _separators = _policy.Tokenizer.IdsEndingWith(config.Rl.StepSeparator);
        _system = RewardSystems.Policies.Make(config.System, new PolicySystemContext(config, _policy, _reference, Scoring(1)));
        _update = new WeightUpdate(_policy.Weights, Adaptation.Trains(config.Rl), config.Rl, config.Compute.MasterWeights);
    }

    /// <summary>The policy as it stands.</summary>
    public Policy Policy => _policy;

    /// <summary>What was read of the problem files.</summary>
    public IReadOnlyList<DatasetReport> Data => _data;

    /// <summary>Told of every held-out evaluation; what it returns is added to the step's metrics.</summary>
    public Func<int, HeldOutResult, IEnumerable<KeyValuePair<string, double>>>? Observer { get; init; }

    /// <summary>Trains from the session's position to the last step.</summary>
    /// <exception cref="GuardException">Sampler and trainer do not compute the same log-probabilities.</exception>
    /// <exception cref="RunFailedException">A loss or gradient is not finite; the batch is saved in the run folder.</exception>
    public void Run(TrainingSession session, CancellationToken cancel)
    {
        session.Restore(_policy.Weights, _update.Optimizer);
        if (session.TrainerFolder is { } saved)
        {
            _collector.Restore(saved);
            _system.Restore(saved);
        }

        ReleaseIdle();
        if (!session.IsResumed) session.Log(0, Evaluate(0, cancel));
        for (int step = session.StartStep; step < _config.Rl.MaxSteps; step++)
        {
            if (cancel.IsCancellationRequested)
            {
                Save(session, step);
                cancel.ThrowIfCancellationRequested();
            }

            SortedDictionary<string, double> metrics = Step(step, session);
            int done = step + 1;
            if (_config.Evaluation is { } heldOut && (done % heldOut.EverySteps == 0 || done == _config.Rl.MaxSteps))
            {
                foreach ((string name, double value) in Evaluate(done, CancellationToken.None)) metrics[name] = value;
            }

            session.Log(done, metrics);
            session.Report("rl", done, _config.Rl.MaxSteps, metrics["num_tokens"], Status(metrics));
            if (session.IsSaveDue(done, _config.Rl.MaxSteps)) Save(session, done);
        }
    }

    /// <summary>One step: a batch of rollouts and the updates made with it.</summary>
    private SortedDictionary<string, double> Step(int step, TrainingSession session)
    {
        var clock = new PhaseClock();
        RlOptions rl = _config.Rl;

        // Problems and rollouts, their answers checked where one is known.
        (IReadOnlyList<Rollout> rollouts, IReadOnlyList<ResponseText> texts, IReadOnlyList<double?> outcomes, IReadOnlyDictionary<string, double> filtered) = _collector.Collect(step);
        clock.End("gen");
        ReleaseIdle();

        float[][] reference = ReferenceLogProbabilities(rollouts);
        ReleaseIdle();
        clock.End("ref");

        // Steps and rewards: what the system's reward model says of each step.
        Steps[] steps = [.. rollouts.Select(r => Steps.Of(r.ResponseIds, _separators))];
        ScoredRollout[] scored = Reward(new RolloutBatch(step, rl.NumGenerations, rollouts, steps, texts, outcomes, reference));
        clock.End("reward");

        ReleaseIdle();

        // Credit: min-form returns and leave-one-out baselines by default (PURE; docs/credit.md).
        CreditResult credit = _system.Credit(scored);
        clock.End("adv");

        FreedMemory.ReturnBetweenPhases(_policy.Weights);
        List<PolicyUpdateStatistics> updates = _system.UpdatesPolicy(step) ? Update(step, scored, credit, session) : [];
        FreedMemory.ReturnBetweenPhases(_policy.Weights);
        clock.End("update_actor");

        if (rl.RolloutLogEvery > 0 && step % rl.RolloutLogEvery == 0) session.Keep(step + 1, scored, credit.Credits, _policy.Tokenizer);
        SortedDictionary<string, double> metrics = StepMetrics.Of(scored, texts, credit, _config.Credit);
        StepMetrics.Add(metrics, updates);
        foreach ((string name, double value) in filtered.Concat(_system.Metrics)) metrics[name] = value;
        clock.End("log");
        clock.AddTo(metrics);
        return metrics;
    }

    /// <summary>Where the user asked for memory rather than time: models that wait, and what the phase before left free.</summary>
    private void ReleaseIdle()
    {
        if (!_config.Compute.ReleaseIdleModels) return;
        _reference.Weights.Release();
        _system.ReleaseIdle();
        FreedMemory.Return();
    }

    private ScoredRollout[] Reward(RolloutBatch batch)
    {
        try
        {
            return _system.Score(batch);
        }
        catch (NonFiniteException e)
        {
            throw new RunFailedException($"Step {batch.Step + 1} was not made: in the update of the system's own reward model {e.Message}. The newest checkpoint is untouched. Lower system.optimizer.learning_rate.", e);
        }
    }

    private List<PolicyUpdateStatistics> Update(int step, ScoredRollout[] scored, CreditResult credit, TrainingSession session)
    {
        RlOptions rl = _config.Rl;
        var statistics = new List<PolicyUpdateStatistics>();
        int groups = scored.Length / rl.NumGenerations;
        for (int part = 0; part < rl.UpdatesPerStep; part++)
        {
            // Whole groups of rollouts, so that each update sees a problem's good and bad responses together. What takes no part is not computed.
            int first = part * groups / rl.UpdatesPerStep * rl.NumGenerations, end = (part + 1) * groups / rl.UpdatesPerStep * rl.NumGenerations;
            int[] used = [.. Enumerable.Range(first, end - first).Where(i => credit.Credits[i].Mask.AsSpan().ContainsAnyExcept((byte)0))];
            if (used.Length == 0) continue;
            var batch = PolicyBatch.Of([.. used.Select(i => scored[i])], [.. used.Select(i => credit.Credits[i])], rl.LossAggregation);
            double rate = LearningRate.At(rl, _update.Optimizer.Updates, rl.MaxSteps * rl.UpdatesPerStep);
            try
            {
                Action<RatioStatistics>? check = statistics.Count == 0 ? ratios => CheckSampler(step, ratios) : null;
                statistics.Add(PolicyUpdate.Apply(_policy.Decoder, _update, batch, rl, new PolicyUpdateRun(Scoring(rl.Temperature), rate, _system.Loss, check)));
            }
            catch (NonFiniteException e)
            {
                string saved = session.SaveFailedBatch(step + 1, scored, credit.Credits);
                throw new RunFailedException($"Step {step + 1} was not applied: {e.Message}. Its rollouts and credit are in '{saved}'; the newest checkpoint is untouched. Lower rl.learning_rate or rl.max_grad_norm, or look at that batch.", e);
            }
        }

        return statistics;
    }

    /// <summary>The importance ratio must start at 1: the sampler and the trainer are the same function of the same weights. Checked before the first update of a step is applied.</summary>
    private void CheckSampler(int step, RatioStatistics first)
    {
        if (first.MeanLogpDifference <= _config.Rl.MaxSamplingLogpDifference) return;
        throw new GuardException($"In step {step + 1} the trainer's log-probabilities differ from the sampler's by {first.MeanLogpDifference:G3} in the mean ({first.MaxLogpDifference:G3} at most), more than rl.max_sampling_logp_difference = {_config.Rl.MaxSamplingLogpDifference:G3}. The importance ratio would not start at 1, so the step was not applied. Check that nothing changed the weights between sampling and training.");
    }

    private IReadOnlyList<Problem> Read(string path, DataOptions options)
    {
        Dataset<Problem> problems = ProblemFile.Read(path, PromptTemplate.Of(_config.Rl.PromptTemplate, _config.Model.Path, _config.Rl.ChatTemplateKwargs), options);
        _data.Add(problems.Report);
        return problems.Rows;
    }

    private float[][] ReferenceLogProbabilities(IReadOnlyList<Rollout> rollouts)
    {
        TokenSequence[] sequences = [.. rollouts.Select(r => TokenSequence.Of(r.PromptIds, r.ResponseIds))];
        return TokenLogProbabilities.Score(_reference.Decoder, _reference.Weights, sequences, Scoring(_config.Rl.Temperature));
    }

    /// <summary>The policy as it stands now, or the model that the configuration names.</summary>
    private Policy LoadReference()
    {
        // With adapters the weights are the policy's own. Without, a reference that can be read again is one that was read.
        bool own = _config.ReferenceModel is null && _config.Rl.LoraR == 0 && _config.Compute.ReleaseIdleModels;
        if ((_config.ReferenceModel ?? (own ? _config.Model : null)) is not { } source) return PolicyAdapter.Reference(_policy);
        var reference = Policy.Load(source.Path, _config.PlaceOf(source));
        if (reference.Config.VocabularySize == _policy.Config.VocabularySize) return reference;
        int size = reference.Config.VocabularySize;
        reference.Dispose();
        throw new PureException($"The reference model '{source.Path}' has a vocabulary of {size} ids and the policy one of {_policy.Config.VocabularySize}. Give a reference model with the policy's tokenizer.");
    }

    private SortedDictionary<string, double> Evaluate(int step, CancellationToken cancel)
    {
        if (_config.Evaluation is not { } heldOut) return new(StringComparer.Ordinal);
        var sampling = new SamplingOptions(_config.Rl.MaxCompletionLength, _config.Rl.Temperature);
        HeldOutResult result = new HeldOut(_policy, _generator, _answers)
            .Try(_heldOutProblems, SeedSequence.Derive(_seed, "evaluation"), sampling, heldOut.Greedy, cancel);
        foreach ((string name, double value) in Observer?.Invoke(step, result) ?? []) result.Metrics[name] = value;
        return result.Metrics;
    }

    private void Save(TrainingSession session, int step) =>
        session.Save(step, folder => PolicyAdapter.Write(folder, _policy, _config.Rl, _config.Model.Path), _update.Optimizer, writeTrainer: folder =>
        {
            _collector.Save(folder);
            _system.Save(folder);
        });

    private ScoringOptions Scoring(double temperature) => new(_lanes, _config.Compute.TokensPerMicroBatch, temperature);

    private static readonly (string Key, string Value)[] Lost = [("cut_by_length", "cut"), ("none_found", "without answer"), ("ungradable", "ungradable")];

    private static string Status(SortedDictionary<string, double> metrics)
    {
        var parts = new List<string>();
        if (metrics.TryGetValue("reward", out double reward)) parts.Add($"reward {reward:F3}");
        if (metrics.TryGetValue("rewards/verifiable/mean", out double verified)) parts.Add($"verified {verified:F3}");
        string lost = string.Join(", ", Lost.Where(name => metrics.GetValueOrDefault($"answers/{name.Key}") > 0).Select(name => $"{metrics[$"answers/{name.Key}"]:F0} {name.Value}"));
        if (lost.Length > 0) parts.Add($"({lost})");
        if (metrics.TryGetValue("kl", out double kl)) parts.Add($"kl {kl:F4}");
        if (metrics.TryGetValue("eval/pass@1", out double accuracy)) parts.Add($"pass@1 {accuracy:F3}");
        return string.Join("  ", parts);
    }

    public void Dispose()
    {
        _update.Dispose();
        _reference.Dispose();
        _system.Dispose();
        _policy.Dispose();
    }
}
