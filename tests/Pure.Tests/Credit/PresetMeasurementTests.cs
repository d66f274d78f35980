// The figures that docs/presets.md gives for why the default differs from the public branches, on one made-up batch: 64 problems,
// 8 responses each, 3 to 12 steps of 5 to 60 tokens, a reward model that scores good steps near 0.9 and bad ones near -0.8, answers for
// one problem in ten.
using Pure.Credit;
using Xunit;
using static Pure.Tests.Credit.CreditBatch;

namespace Pure.Tests.Credit;

public sealed class PresetMeasurementTests
{
    private const int Width = 1024;

    [Fact]
    public void Batch_whitening_turns_the_sign_of_a_share_of_tokens()
    {
        Assert.Equal(0, Flipped(CreditPresets.Pure));
        Assert.InRange(Flipped(CreditPresets.PureMain with { KlRewardCoef = 0 }), 0.05, 0.09);
        Assert.InRange(Flipped(CreditPresets.PureVerl(Width) with { KlRewardCoef = 0 }), 0.001, 0.01);
    }

    [Fact]
    public void A_baseline_that_leaves_end_tokens_out_does_not_cancel_what_all_responses_share()
    {
        CreditInput[] same = [.. Enumerable.Range(0, 8).Select(_ => Response("p", [.. Enumerable.Repeat(0.8, 10)], [.. Enumerable.Repeat(10, 10)]))];
        CreditOptions main = Plain(CreditPresets.PureMain) with { KlRewardCoef = 0 };
        Assert.Equal(0, CreditPipeline.Assign(same, Plain()).Credits[0].Advantages[0], 1e-12);
        Assert.Equal(0.08, CreditPipeline.Assign(same, main).Credits[0].Advantages[0], 1e-12);
    }

    [Fact]
    public void The_verifiable_baseline_of_verl_is_scaled_by_length_over_width()
    {
        CreditInput[] group = [.. Enumerable.Range(0, 8).Select(k => Response("p", [], [600], k < 4 ? 1 : 0))];
        CreditOptions verl = Plain(CreditPresets.PureVerl(7168)) with { KlRewardCoef = 0 };
        double Baseline(CreditOptions options) => 1 - CreditPipeline.Assign(group, options).Credits[0].Advantages[0];
        Assert.Equal(3.0 / 7, Baseline(Plain()), 1e-12);
        Assert.Equal(3.0 / 7 * 600 / 7168, Baseline(verl), 1e-12);
    }

    [Fact]
    public void An_empty_answer_that_is_scored_wins_its_group_in_the_branches()
    {
        CreditInput[] group = [Response("p", [0.97], [1]), .. Enumerable.Range(0, 3).Select(k => Response("p", [0.9, 0.85, 0.8 - (0.1 * k)], [20, 20, 20]))];
        foreach (CreditOptions branch in new[] { CreditPresets.PureMain with { MaskSeparators = false }, CreditPresets.PureVerl(Width), CreditPresets.Paper(Width) })
            Assert.Equal(0, Best(group, branch with { KlRewardCoef = 0 }));
        Assert.NotEqual(0, Best(group, CreditPresets.Pure));
        Assert.True(CreditPipeline.Assign(group, CreditPresets.Pure).Credits[0].Advantages[0] < 0);
    }

    private static int Best(CreditInput[] group, CreditOptions options)
    {
        CreditResult result = CreditPipeline.Assign(group, options);
        return Enumerable.Range(0, group.Length).MaxBy(i => result.Credits[i].Advantages[0]);
    }

    /// <summary>Share of tokens with an advantage whose sign whitening turns.</summary>
    private static double Flipped(CreditOptions options)
    {
        CreditInput[] batch = Batch();
        CreditResult before = CreditPipeline.Assign(batch, Plain(options)), after = CreditPipeline.Assign(batch, options);
        (double, double)[] pairs = [.. before.Credits.Zip(after.Credits).SelectMany(pair => pair.First.Advantages.Zip(pair.Second.Advantages)).Where(pair => pair.First != 0)];
        return pairs.Count(pair => pair.Item1 * pair.Item2 < 0) / (double)pairs.Length;
    }

    private static CreditInput[] Batch()
    {
        var random = new Random(1);
        var batch = new List<CreditInput>();
        for (int problem = 0; problem < 64; problem++)
        {
            double skill = 0.7 + (0.3 * random.NextDouble());
            for (int k = 0; k < 8; k++)
            {
                bool[] good = [.. Enumerable.Range(0, random.Next(3, 13)).Select(_ => random.NextDouble() < skill)];
                double[] rewards = [.. good.Select(right => right ? 0.9 + (0.08 * random.NextDouble()) : -0.8 + (0.3 * random.NextDouble()))];
                batch.Add(Response($"p{problem}", rewards, [.. good.Select(_ => random.Next(5, 61))], problem % 10 == 0 ? Array.TrueForAll(good, x => x) ? 1 : 0 : null));
            }
        }

        return [.. batch];
    }
}
