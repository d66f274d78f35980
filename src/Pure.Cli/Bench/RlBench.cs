// One RL step by phase, with the library's own parts in the order in which the trainer calls them: rollouts, step rewards,
// reference log-probabilities, credit, update. Responses have their full length.
using System.Diagnostics;
using Pure.Config;
using Pure.Credit;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Training;

namespace Pure.Cli.Bench;

/// <summary>Measures an RL step.</summary>
internal sealed class RlBench(BenchModel policy, Lanes lanes)
{
    private static readonly string[] Phases = ["gen", "reward", "ref", "adv", "update_actor"];

    /// <summary>Best times of the phases over a few steps, their sum, and the fastest whole step.</summary>
    public IEnumerable<BenchRow> Measure()
    {
        BenchPlan plan = policy.Plan;
        using var judge = new BenchModel(plan, labels: 2);
        using ProcessRewardModel reward = judge.RewardModel();
        using Weights reference = policy.Weights.Clone();
        using var update = new WeightUpdate(policy.Weights, _ => true, new OptimizerOptions { LearningRate = 1e-7 }, plan.Compute.MasterWeights);
        double[] best = [.. Phases.Select(_ => double.PositiveInfinity)];
        double whole = double.PositiveInfinity;
        long start = Stopwatch.GetTimestamp();
        for (int step = 0; step < 3 || Stopwatch.GetElapsedTime(start).TotalSeconds < plan.Seconds; step++)
        {
            double[] times = Step(step, reward, reference, update);
            whole = Math.Min(whole, times.Sum());
            for (int i = 0; i < best.Length; i++) best[i] = Math.Min(best[i], times[i]);
        }

        double tokens = (double)plan.Prompts * plan.Group * plan.ResponseTokens;
        for (int i = 0; i < Phases.Length; i++) yield return new BenchRow("rl", $"timing_s/{Phases[i]}", best[i], tokens, "tokens");
        yield return new BenchRow("rl", "sum of the phases' best times", best.Sum(), tokens, "tokens");
        yield return new BenchRow("rl", $"step of {plan.Prompts} × {plan.Group} × {plan.ResponseTokens} tokens", whole, tokens, "tokens");
    }

    private double[] Step(int step, ProcessRewardModel reward, Weights reference, WeightUpdate update)
    {
        BenchPlan plan = policy.Plan;
        var scoring = new ScoringOptions(lanes, plan.Compute.TokensPerMicroBatch);
        var times = new List<double>();
        BenchClock clock = plan.Clock;
        double at = clock.Now();
        var generator = new LocalGenerator(policy.Decoder, lanes, -1, plan.Compute.MaxDecodeRows);
        IReadOnlyList<Rollout> rollouts = generator.Generate(policy.Weights, new GenerationRequest(policy.Prompts(plan.Prompts), plan.Group, (ulong)step), new SamplingOptions(plan.ResponseTokens));
        End();
        Steps[] steps = BenchModel.StepsOf(rollouts);
        double[][] rewards = reward.Score(rollouts, steps, scoring);
        End();
        float[][] logProbabilities = TokenLogProbabilities.Score(policy.Decoder, reference, [.. rollouts.Select(r => TokenSequence.Of(r.PromptIds, r.ResponseIds))], scoring);
        End();
        var options = new RlOptions { PromptsPerStep = plan.Prompts, NumGenerations = plan.Group, LearningRate = 1e-7 };
        ScoredRollout[] scored = [.. rollouts.Select((r, i) => new ScoredRollout(r, steps[i], rewards[i], null, logProbabilities[i]))];
        CreditResult credit = CreditPipeline.Assign(scored, new CreditOptions { RewardMode = RewardMode.Prm });
        End();
        PolicyUpdate.Apply(policy.Decoder, update, PolicyBatch.Of(scored, credit.Credits, options.LossAggregation), options, new PolicyUpdateRun(scoring, 1e-7, PolicyLoss.Of));
        End();
        return [.. times];

        void End()
        {
            times.Add(clock.Now() - at);
            at = clock.Now();
        }
    }
}
