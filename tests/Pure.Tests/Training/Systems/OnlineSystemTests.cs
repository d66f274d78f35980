using Pure.Config;
using Pure.Credit;
using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Tensors;
using Pure.Training;
using Pure.Training.Signals;
using Pure.Training.Systems;
using TorchSharp;

namespace Pure.Tests.Training.Systems;

/// <summary>Systems whose reward model learns next to the policy, on a toy: a response is right when it holds one token.</summary>
public sealed class OnlineSystemTests : IDisposable
{
    private const int Wanted = 5;
    private const int Group = 8;
    private readonly ChainFolder _folder = new();
    private readonly Lanes _lanes = new(2, 1);

    public void Dispose()
    {
        _folder.Dispose();
        _lanes.Dispose();
    }

    public static TheoryData<string> Systems => ["prime", "prime before dpo", "oreal"];

    [Theory]
    [MemberData(nameof(Systems))]
    public void Outcomes_rise_and_the_reward_model_orders_the_responses_of_a_group(string name)
    {
        var optimizer = new OptimizerOptions { LearningRate = 5e-3 };
        RlConfig config = Config(name switch
        {
            "oreal" => new OrealSystemOptions { FrozenSteps = 4, Optimizer = optimizer },
            "prime" => new PrimeSystemOptions { Optimizer = optimizer, Beta = 0.5 },
            _ => new PrimeSystemOptions { Optimizer = optimizer, Beta = 0.5, Update = RewardUpdateOrder.Before, Loss = PrimeLoss.Dpo, UpdatesPerStep = 2 },
        });
        (double[] rates, double[] pairs) = Run(config, steps: 20);
        Assert.True(rates[^5..].Average() > rates[..3].Average() + 0.25, $"{name}: outcomes {string.Join(' ', rates.Select(r => r.ToString("F2", null)))}");
        Assert.True(pairs[1..11].Average() > 0.6, $"{name}: pairs {string.Join(' ', pairs.Select(r => r.ToString("F2", null)))}");
    }

    [Fact]
    public void A_policy_of_a_frozen_step_is_not_updated_and_responses_that_are_not_kept_are_masked()
    {
        RlConfig config = Config(new OrealSystemOptions { FrozenSteps = 4 });
        using Policy policy = Policy.Load(_folder.Path), reference = Policy.Load(_folder.Path);
        using PolicySystem system = RewardSystems.Policies.Make(config.System, new PolicySystemContext(config, policy, reference, Scoring()));
        Assert.False(system.UpdatesPolicy(3));
        Assert.True(system.UpdatesPolicy(4));
        RolloutBatch batch = Sample(policy, reference, step: 0);
        ScoredRollout[] scored = system.Score(batch);
        CreditResult credit = system.Credit(scored);

        // The head starts at zero: nothing is cloned and nothing pushed away, and one pair of each mixed group is kept.
        Assert.All(credit.Credits, c => Assert.All(c.Advantages, a => Assert.Equal(0, a)));
        int mixed = scored.Chunk(Group).Count(g => g.Select(s => s.Outcome).Distinct().Count() == 2);
        Assert.Equal(2 * mixed, credit.Credits.Count(c => c.Mask[0] == 1));
    }

    private (double[] Rates, double[] Pairs) Run(RlConfig config, int steps)
    {
        using Policy policy = Policy.Load(_folder.Path), reference = Policy.Load(_folder.Path);
        using PolicySystem system = RewardSystems.Policies.Make(config.System, new PolicySystemContext(config, policy, reference, Scoring()));
        using var update = new WeightUpdate(policy.Weights, _ => true, config.Rl);
        var rates = new List<double>();
        var pairs = new List<double>();
        for (int step = 0; step < steps; step++)
        {
            RolloutBatch batch = Sample(policy, reference, step);
            rates.Add(batch.Outcomes.Average(o => o!.Value));
            ScoredRollout[] scored = system.Score(batch);
            if (system.Metrics.TryGetValue("reward_model/pair_accuracy", out double pair)) pairs.Add(pair);
            CreditResult credit = system.Credit(scored);
            int[] used = [.. Enumerable.Range(0, scored.Length).Where(i => credit.Credits[i].Mask[0] == 1)];
            if (!system.UpdatesPolicy(step) || used.Length == 0) continue;
            var part = PolicyBatch.Of([.. used.Select(i => scored[i])], [.. used.Select(i => credit.Credits[i])], LossAggregation.Token);
            PolicyUpdate.Apply(policy.Decoder, update, part, config.Rl, new PolicyUpdateRun(Scoring(), config.Rl.LearningRate, system.Loss));
        }

        return ([.. rates], [.. pairs]);
    }

    private RolloutBatch Sample(Policy policy, Policy reference, int step)
    {
        var generator = new LocalGenerator(policy.Decoder, _lanes, policy.Tokenizer.EndOfSequence, 128);
        Prompt[] prompts = [.. Enumerable.Range(0, 8).Select(i => new Prompt($"p{i}", [1 + i, 2, 3]))];
        IReadOnlyList<Rollout> rollouts = generator.Generate(policy.Weights, new GenerationRequest(prompts, Group, (ulong)step), new SamplingOptions(10));
        TokenSequence[] sequences = [.. rollouts.Select(r => TokenSequence.Of(r.PromptIds, r.ResponseIds))];
        return new RolloutBatch(
            step,
            Group,
            rollouts,
            [.. rollouts.Select(r => Steps.Of(r.ResponseIds, new HashSet<int>()))],
            [.. rollouts.Select(_ => new ResponseText("", "", true))],
            [.. rollouts.Select(r => (double?)(r.ResponseIds.Contains(Wanted) ? 1 : 0))],
            TokenLogProbabilities.Score(reference.Decoder, reference.Weights, sequences, Scoring()));
    }

    private RlConfig Config(PolicySystemOptions system) => new()
    {
        OutputDir = _folder.Path,
        Model = new ModelSource { Path = _folder.Path },
        Rl = new RlOptions { Prompts = "none", NumGenerations = Group, LearningRate = 3e-3, Beta = 0.01, MaxSteps = 20 },
        System = system,
    };

    private ScoringOptions Scoring() => new(_lanes, 400);
}
