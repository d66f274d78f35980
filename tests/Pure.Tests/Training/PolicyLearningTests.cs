using Pure.Config;
using Pure.Credit;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Training;

namespace Pure.Tests.Training;

public sealed class PolicyLearningTests
{
    private const int EndOfSequence = 33;
    private const int Wanted = 5;

    /// <summary>Sampler, credit, loss and optimizer together: a random policy is paid for one token and must learn to write it.</summary>
    [Fact]
    public void The_reward_of_a_toy_task_rises_and_the_importance_ratio_starts_at_one_in_every_step()
    {
        using var model = new TinyModel();
        using var lanes = new Lanes(2, 1);
        var options = new RlOptions { LearningRate = 5e-3, Beta = 0, Prompts = "none" };
        var credit = new CreditOptions { RewardMode = RewardMode.Prm };
        var generator = new LocalGenerator(model.Decoder, lanes, EndOfSequence, 64);
        Prompt[] prompts = [.. Enumerable.Range(0, 8).Select(i => new Prompt($"p{i}", model.Ids((ulong)i, 4)))];
        using var update = new WeightUpdate(model.Weights, _ => true, options);
        var shares = new List<double>();

        for (int step = 0; step < 25; step++)
        {
            IReadOnlyList<Rollout> rollouts = generator.Generate(model.Weights, new GenerationRequest(prompts, 4, (ulong)step), new SamplingOptions(10));
            ScoredRollout[] scored = [.. rollouts.Select(r => new ScoredRollout(r, Steps.Of(r.ResponseIds, new HashSet<int>()), [Share(r)], null, []))];
            var batch = PolicyBatch.Of(scored, CreditPipeline.Assign(scored, credit).Credits, LossAggregation.Token);
            PolicyUpdateStatistics statistics = PolicyUpdate.Apply(model.Decoder, update, batch, options, new PolicyUpdateRun(new ScoringOptions(lanes, 200), options.LearningRate, PolicyLoss.Of));
            Assert.True(statistics.Ratios.MaxLogpDifference < 1e-4, $"step {step}: {statistics.Ratios.MaxLogpDifference}");
            shares.Add(scored.Average(s => s.StepRewards[0]));
        }

        Assert.True(shares[^1] > 0.5 && shares[0] < 0.2, $"from {shares[0]:F3} to {shares[^1]:F3}");
    }

    private static double Share(Rollout rollout) => rollout.ResponseIds.Count(id => id == Wanted) / (double)rollout.ResponseIds.Length;
}
