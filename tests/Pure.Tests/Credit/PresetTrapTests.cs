// Eight things that users of the public branches run without knowing. Each is shown in the preset that copies it, and shown to be
// absent from the default.
using Pure.Credit;
using Pure.Rewards.Inputs;
using Pure.Rollouts;
using Xunit;
using static Pure.Tests.Credit.CreditBatch;

namespace Pure.Tests.Credit;

public sealed class PresetTrapTests
{
    private const int BlankLine = 271, StopBlankLine = 382, NewLine = 198, Stop = 13, End = 151643;

    [Fact]
    public void Trap_1_strict_minimum_over_tokens_erases_positive_rewards_and_only_token_min_does_it()
    {
        CreditInput[] good = [Response("p", [0.8, 0.6], [3, 2]), Response("p", [0.8, -0.4], [3, 2])];
        CreditOptions verl = CreditPresets.PureVerl(paddedWidth: 8) with { CreditAssignment = CreditAssignment.TokenMin, KlRewardCoef = 0 };
        Assert.All(CreditPipeline.Assign(good, verl).Credits[0].Returns, value => Assert.Equal(0, value));
        Assert.All(CreditPipeline.Assign(good, verl).Credits[1].Returns, value => Assert.Equal(-0.4, value, 12));

        CreditOptions plain = Plain() with { RewardBaseline = RewardBaseline.None };
        Assert.Equal([0.6, 0.6, 0.6, 0.6, 0.6], CreditPipeline.Assign(good, plain with { CreditAssignment = CreditAssignment.StrictMin }).Credits[0].Returns);
        Assert.True(CreditPipeline.Assign(good, plain).Credits[0].Returns[0] > 0.6);
        Assert.Equal(CreditAssignment.SoftMin, new CreditOptions().CreditAssignment);
    }

    [Fact]
    public void Trap_2_switching_min_form_off_means_mean_on_main_and_sum_on_verl_and_here_each_has_its_name()
    {
        double[] rewards = [0.5, 0.3, 0.1, -0.2], mean = new double[4], sum = new double[4];
        StepCredit.Assign(rewards, new CreditOptions { CreditAssignment = CreditAssignment.Mean }, mean);
        StepCredit.Assign(rewards, new CreditOptions { CreditAssignment = CreditAssignment.Sum }, sum);
        Assert.Equal(rewards.Average(), mean.Sum(), 12);
        Assert.Equal(rewards.Sum(), sum.Sum(), 12);
        Assert.NotEqual(mean.Sum(), sum.Sum());
    }

    [Fact]
    public void Trap_3_the_padded_width_changes_advantages_of_verl_and_of_nothing_else()
    {
        CreditInput[] batch = [Response("p", [0.8, 0.6], [3, 2], 1), Response("p", [-0.4], [4], 0)];
        double[] Of(CreditOptions options) => CreditPipeline.Assign(batch, options with { KlRewardCoef = 0, WhitenAdvantages = AdvantageWhitening.None }).Credits[0].Advantages;

        Assert.NotEqual(Of(CreditPresets.PureVerl(8)), Of(CreditPresets.PureVerl(64)));
        Assert.Equal(Of(CreditPresets.Pure), Of(CreditPresets.Pure with { PaddedWidth = 64 }));
        Assert.Equal(Of(CreditPresets.PureMain), Of(CreditPresets.PureMain with { PaddedWidth = 64 }));
        Assert.Contains("padded_width", Assert.Throws<PureException>(() => Of(CreditPresets.PureVerl(8) with { PaddedWidth = 0 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trap_4_whitening_turns_signs_and_hides_scale_in_both_branches_but_not_by_default()
    {
        CreditInput[] batch =
        [
            Response("p", [0.9, 0.8], [3, 2], 1), Response("p", [0.8], [4], 0), Response("p", [0.7, 0.9], [2, 2], 1),
            Response("q", [0.1], [3]), Response("q", [0.1], [3]), Response("q", [0.1], [3]),
        ];
        CreditResult raw = CreditPipeline.Assign(batch, Plain()), whole = CreditPipeline.Assign(batch, new CreditOptions());
        for (int i = 0; i < batch.Length; i++)
        {
            Assert.Equal(raw.Credits[i].Advantages.Select(Math.Sign), whole.Credits[i].Advantages.Select(Math.Sign));
            double[] back = [.. whole.Credits[i].Advantages.Select(value => value * Math.Sqrt((whole.AdvantageScale * whole.AdvantageScale) + 1e-8))];
            Assert.All(back.Zip(raw.Credits[i].Advantages), pair => Assert.Equal(pair.Second, pair.First, 12));
        }

        Assert.Equal(1, whole.GroupsWithoutSignal);
        Assert.All(whole.Credits[3].Advantages, value => Assert.Equal(0, value, 12));
        foreach (CreditOptions branch in new[] { CreditPresets.PureVerl(8), CreditPresets.PureMain })
        {
            CreditOptions options = branch with { KlRewardCoef = 0 };
            double[] before = Flat(CreditPipeline.Assign(batch, options with { WhitenAdvantages = AdvantageWhitening.None })), after = Flat(CreditPipeline.Assign(batch, options));
            Assert.Contains(before.Zip(after), pair => Math.Sign(pair.First) * Math.Sign(pair.Second) < 0);
        }
    }

    [Fact]
    public void Trap_5_a_response_that_was_cut_keeps_its_last_token_by_default()
    {
        int[] response = [40, 41, BlankLine, 42, 43];
        Steps steps = Steps.Of(response, Separators);
        RewardModelInput whole = PureInput.WholeSteps([7], Cut(response), steps, SeparatorTexts, NewLine);
        Assert.Equal([7, 40, 41, NewLine, 42, 43, NewLine], whole.Ids);
        Assert.Equal([3, 6], whole.Positions);

        Assert.Equal([7, 40, 41, NewLine, 42, NewLine], PureInput.ReplacedEnds([7], response, steps, NewLine).Ids);
        Assert.Equal([40, 41, BlankLine, 42, End], PureInput.WithForcedEnd(response, End));

        int[] atSeparator = [40, 41, BlankLine];
        Steps one = Steps.Of(atSeparator, Separators);
        Assert.Equal(1, one.Count);
        Assert.True(one.EndsOnSeparator);
        Assert.Equal([2], PureInput.WholeSteps([], Cut(atSeparator), one, SeparatorTexts, NewLine).Positions);
    }

    [Fact]
    public void Trap_6_empty_steps_are_scored_by_the_branches_and_earn_nothing_by_default()
    {
        CreditInput[] batch = [Response("p", [0.9], [1]), Response("p", [0.2, 0.95], [4, 1]), Response("p", [0.2], [4])];
        CreditResult byDefault = CreditPipeline.Assign(batch, Plain() with { RewardBaseline = RewardBaseline.None });
        Assert.Equal((1, 2), (byDefault.ResponsesWithoutContent, byDefault.EmptySteps));
        Assert.Equal(-1, byDefault.Credits[0].Returns[0]);
        Assert.Equal(byDefault.Credits[2].Returns[0], byDefault.Credits[1].Returns[0], 12);

        foreach (CreditOptions branch in new[] { CreditPresets.PureMain, CreditPresets.PureVerl(8), CreditPresets.Paper(8) })
        {
            CreditResult copied = CreditPipeline.Assign(batch, branch with { KlRewardCoef = 0, WhitenAdvantages = AdvantageWhitening.None, RewardBaseline = RewardBaseline.None });
            Assert.Equal(0.9, copied.Credits[0].Returns[0], 12);
            Assert.True(copied.Credits[0].Returns[0] > copied.Credits[2].Returns[0]);
        }
    }

    [Fact]
    public void Trap_7_text_inside_a_separator_is_read_by_default_and_dropped_by_the_branches()
    {
        int[] response = [40, 41, StopBlankLine, 42, BlankLine, 43, End];
        Steps steps = Steps.Of(response, Separators);
        Assert.Equal([7, 40, 41, Stop, NewLine, 42, NewLine, 43, NewLine], PureInput.WholeSteps([7], Finished(response), steps, SeparatorTexts, NewLine).Ids);
        RewardModelInput copied = PureInput.ReplacedEnds([7], response, steps, NewLine);
        Assert.Equal([7, 40, 41, NewLine, 42, NewLine, 43, NewLine], copied.Ids);
        Assert.Equal([3, 5, 7], copied.Positions);
    }

    [Fact]
    public void Trap_8_a_group_of_one_is_refused_instead_of_divided_by_zero()
    {
        foreach (CreditOptions options in new[] { CreditPresets.Pure, CreditPresets.PureMain, CreditPresets.PureVerl(8), CreditPresets.Paper(8) })
            Assert.Throws<PureException>(() => CreditPipeline.Assign([Response("p", [0.5], [2], 1)], options with { KlRewardCoef = 0 }));
    }

    private static HashSet<int> Separators { get; } = [BlankLine, StopBlankLine];

    private static IReadOnlyDictionary<int, int[]> SeparatorTexts { get; } =
        SeparatorText.Of(Separators, id => id == BlankLine ? "\n\n" : ".\n\n", text => text == "." ? [Stop] : throw new NotSupportedException(text));

    private static Rollout Finished(int[] response) => new("p", 0, [7], response, new float[response.Length], FinishReason.Stop, 0, 0);

    private static Rollout Cut(int[] response) => Finished(response) with { Finish = FinishReason.Length };

    private static double[] Flat(CreditResult result) => [.. result.Credits.SelectMany(credit => credit.Advantages)];
}
