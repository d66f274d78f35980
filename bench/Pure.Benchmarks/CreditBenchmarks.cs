using BenchmarkDotNet.Attributes;
using Pure.Credit;
using Pure.Rewards;
using Pure.Rollouts;

namespace Pure.Benchmarks;

/// <summary>Credit and advantages of 1,024 responses of 4,096 tokens in 30 steps, groups of 8: target 50 ms on one core, 2x the output allocated.</summary>
public class CreditBenchmarks
{
    private const int Responses = 1024;
    private const int Tokens = 4096;
    private const int StepCount = 30;

    private ScoredRollout[] _batch = [];
    private CreditOptions _options = new();

    /// <summary>Which variant runs.</summary>
    [Params("pure", "pure-main", "pure-verl", "paper")]
    public string Preset { get; set; } = "pure";

    [GlobalSetup]
    public void Prepare()
    {
        _options = CreditPresets.ByName(Preset);
        var random = new Random(1);
        _batch = new ScoredRollout[Responses];
        for (int i = 0; i < Responses; i++)
        {
            var ends = new SortedSet<int> { Tokens - 1 };
            while (ends.Count < StepCount) ends.Add(random.Next(Tokens));
            float[] policy = Values(random), reference = Values(random);
            var rollout = new Rollout($"p{i / 8}", i % 8, [1], new int[Tokens], policy, FinishReason.Stop, 0, 0);
            double[] rewards = [.. Enumerable.Range(0, StepCount).Select(_ => (random.NextDouble() * 2) - 1)];
            _batch[i] = new ScoredRollout(rollout, Steps.FromEnds([.. ends]), rewards, random.Next(2), reference);
        }
    }

    /// <summary>The whole pipeline.</summary>
    [Benchmark]
    public CreditResult Assign() => CreditPipeline.Assign(_batch, _options);

    private static float[] Values(Random random) => [.. Enumerable.Range(0, Tokens).Select(_ => -(float)random.NextDouble())];
}
