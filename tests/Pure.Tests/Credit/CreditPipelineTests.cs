using Pure.Credit;
using Xunit;
using static Pure.Tests.Credit.CreditBatch;

namespace Pure.Tests.Credit;

public sealed class CreditPipelineTests
{
    [Fact]
    public void The_default_is_soft_min_with_a_token_baseline_left_one_out()
    {
        CreditInput a = Response("p", [0.9, -0.5], [3, 2]), b = Response("p", [0.6], [4]);
        double[] star = new double[2];
        StepCredit.SoftMin([0.9, -0.5], 0.1, star);
        CreditResult result = CreditPipeline.Assign([a, b], Plain());

        double rate = 0.6 / 4;
        double last = star[1] - (2 * rate), first = star[0] - (3 * rate) + last;
        Close([first, first, first, last, last], Advantages(result, 0));
        Close([star[0], 0], [result.Credits[0].Rewards[2], result.Credits[0].Rewards[0]]);
        Assert.Equal(3 * rate, result.Credits[0].Baselines[2], 12);
        Assert.All(result.Credits[0].Mask, bit => Assert.Equal(1, bit));
    }

    [Fact]
    public void The_verifiable_reward_is_centred_apart_and_only_where_there_is_an_answer()
    {
        CreditInput[] batch =
        [
            Response("p", [], [2], 1), Response("q", [], [2]), Response("p", [], [3], 0),
            Response("q", [], [1]), Response("p", [], [1], 0),
        ];
        CreditResult result = CreditPipeline.Assign(batch, Plain() with { VerifiableRewardCoef = 2 });

        Close([2, 2], Advantages(result, 0));
        Close([-1, -1, -1], Advantages(result, 2));
        Close([0, 0], Advantages(result, 1));
        Assert.Equal((2, 1, 1), (result.Groups, result.GroupsWithoutAnswer, result.GroupsWithoutSignal));
    }

    [Theory]
    [InlineData(AdvantageWhitening.None)]
    [InlineData(AdvantageWhitening.Scale)]
    [InlineData(AdvantageWhitening.Batch)]
    [InlineData(AdvantageWhitening.NonzeroBatch)]
    public void Equal_rewards_give_zero_advantages_and_are_counted(AdvantageWhitening whitening)
    {
        CreditInput[] batch = [Response("p", [0.3, 0.3], [2, 2], 1), Response("p", [0.3, 0.3], [2, 2], 1), Response("p", [0.3, 0.3], [2, 2], 1)];
        CreditResult result = CreditPipeline.Assign(batch, new CreditOptions { WhitenAdvantages = whitening, CreditAssignment = CreditAssignment.Last, RewardBaseline = RewardBaseline.DrGrpo });

        Assert.Equal((1, 1), (result.GroupsWithoutSignal, result.GroupsWithEqualRewards));
        Assert.All(result.Credits, credit => Assert.All(credit.Advantages, value => Assert.Equal(0, value, 8)));
    }

    [Fact]
    public void Scaling_keeps_signs_and_reports_the_scale()
    {
        CreditInput[] batch = [Response("p", [0.9, -0.5], [3, 2], 1), Response("p", [0.6], [4], 0)];
        CreditResult raw = CreditPipeline.Assign(batch, Plain()), scaled = CreditPipeline.Assign(batch, new CreditOptions());
        for (int i = 0; i < 2; i++)
            Close(Advantages(raw, i), Advantages(scaled, i).Select(value => value * Math.Sqrt((scaled.AdvantageScale * scaled.AdvantageScale) + 1e-8)).ToArray());
    }

    [Fact]
    public void Scored_rollouts_go_the_same_way_as_plain_inputs()
    {
        CreditInput[] batch = [Response("p", [0.9, -0.5], [3, 2], 1), Response("p", [0.6], [4], 0)];
        CreditResult expected = CreditPipeline.Assign(batch, new CreditOptions());
        CreditResult actual = CreditPipeline.Assign(batch.Select(Scored).ToArray(), new CreditOptions());
        for (int i = 0; i < 2; i++) Assert.Equal(Advantages(expected, i), Advantages(actual, i));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(1.5, "outside [-1, 1]")]
    [InlineData(double.NegativeInfinity, "outside")]
    public void A_bad_reward_is_refused_by_name(double reward, string expected)
    {
        var refused = Assert.Throws<PureException>(() => CreditPipeline.Assign([Response("p7", [0.5, reward], [2, 2]), Response("p7", [0.5], [2])], new CreditOptions()));
        Assert.Contains("'p7'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("step 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_rewards_are_never_shifted_to_fit()
    {
        var refused = Assert.Throws<PureException>(() => CreditPipeline.Assign([Response("p", [0.5, 0.1, 0.2], [2, 2])], new CreditOptions()));
        Assert.Contains("3 step rewards for 2 steps", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_of_one_is_refused_by_every_baseline_that_compares()
    {
        CreditInput[] batch = [Response("p", [0.5], [2], 1)];
        foreach (RewardBaseline baseline in Enum.GetValues<RewardBaseline>())
        {
            var options = new CreditOptions { RewardBaseline = baseline, PaddedWidth = 4 };
            if (baseline is RewardBaseline.None or RewardBaseline.ReinforcePlusPlus)
                Assert.Equal(1, CreditPipeline.Assign(batch, options).GroupsOfOne);
            else
                Assert.Contains("single response", Assert.Throws<PureException>(() => CreditPipeline.Assign(batch, options)).Message, StringComparison.Ordinal);
        }
    }

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++) Assert.Equal(expected[k], actual[k], 10);
    }
}
