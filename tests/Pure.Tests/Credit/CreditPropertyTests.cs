using CsCheck;
using Pure.Credit;
using Xunit;
using static Pure.Tests.Credit.CreditBatch;

namespace Pure.Tests.Credit;

public sealed class CreditPropertyTests
{
    private static readonly Gen<double> Reward = Gen.Double[-1, 1];
    private static readonly Gen<double[]> Rewards = Reward.Array[1, 30];

    private static readonly Gen<CreditInput> AResponse =
        Gen.Select(Rewards, Gen.Int[2, 6].Array[30], Gen.Int[0, 1], (rewards, tokens, outcome) => Response("p", rewards, tokens[..rewards.Length], outcome));

    private static readonly Gen<CreditInput[]> AGroup = AResponse.Array[2, 8];

    private static readonly CreditAssignment[] MinForms = [CreditAssignment.SoftMin, CreditAssignment.StrictMin, CreditAssignment.SuffixMin];

    [Fact]
    public void Soft_min_tends_to_the_minimum_when_cold_and_to_the_mean_when_hot() => Rewards.Sample(rewards =>
    {
        Assert.Equal(rewards.Min(), Outcome(rewards, CreditAssignment.SoftMin, 1e-9), 1e-6);
        Assert.Equal(rewards.Average(), Outcome(rewards, CreditAssignment.SoftMin, 1e9), 1e-6);
    });

    [Fact]
    public void Soft_min_keeps_its_bound_and_the_bound_is_tight() => Gen.Select(Rewards, Gen.Double[0.01, 2]).Sample((rewards, temperature) =>
    {
        double gap = Outcome(rewards, CreditAssignment.SoftMin, temperature) - rewards.Min(), bound = SoftMinGap.Bound(rewards.Length, temperature);
        Assert.InRange(gap, -1e-12, bound + 1e-12);
        double[] worst = [.. Enumerable.Repeat(temperature * (1 + SoftMinGap.LambertW0((rewards.Length - 1) / Math.E)), rewards.Length - 1), 0];
        double[] credit = new double[worst.Length];
        StepCredit.SoftMin(worst, temperature, credit);
        Assert.Equal(bound, credit.Sum(), 1e-10);
    });

    [Theory]
    [InlineData(2, 0.028)]
    [InlineData(3, 0.046)]
    [InlineData(5, 0.072)]
    [InlineData(8, 0.097)]
    [InlineData(10, 0.110)]
    [InlineData(20, 0.152)]
    [InlineData(30, 0.179)]
    [InlineData(50, 0.213)]
    [InlineData(100, 0.263)]
    [InlineData(200, 0.315)]
    public void The_bound_has_its_known_values(int steps, double bound) => Assert.Equal(bound, SoftMinGap.Bound(steps, 0.1), 5e-4);

    [Fact]
    public void A_scaled_temperature_keeps_the_bound_of_the_reference_length() => Gen.Int[2, 500].Sample(steps =>
    {
        double temperature = SoftMinGap.ScaledTemperature(0.1, steps, 10);
        Assert.True(temperature <= 0.1);
        Assert.True(SoftMinGap.Bound(steps, temperature) <= SoftMinGap.Bound(10, 0.1) + 1e-12);
    });

    [Fact]
    public void Raising_a_step_that_is_not_the_worst_never_raises_the_exact_minimum() =>
        Gen.Select(Reward.Array[2, 30], Gen.Int[0, 29], Gen.Double[0, 1]).Sample((rewards, at, share) =>
        {
            at %= rewards.Length;
            int worst = Array.IndexOf(rewards, rewards.Min());
            if (at == worst) return;
            double[] raised = [.. rewards];
            raised[at] += share * (1 - raised[at]);
            foreach (CreditAssignment form in MinForms.Skip(1))
                Assert.Equal(Outcome(rewards, form), Outcome(raised, form), 1e-12);
        });

    [Fact]
    public void Soft_min_falls_when_a_step_far_above_the_outcome_is_raised()  // not order preserving: the derivative is w (1 - (r - outcome) / T)
    {
        Assert.True(Outcome([-0.5, 0.0], CreditAssignment.SoftMin) > Outcome([-0.5, 0.2], CreditAssignment.SoftMin));
        Assert.Equal(Outcome([-0.5, 0.2], CreditAssignment.StrictMin), Outcome([-0.5, 0.0], CreditAssignment.StrictMin));
    }

    [Fact]
    public void Suffix_min_errs_by_at_most_the_error_of_the_rewards_at_every_step() =>
        Gen.Select(Rewards, Gen.Double[-1, 1].Array[30], Gen.Double[0, 0.3]).Sample((rewards, noise, error) =>
        {
            double[] noisy = [.. rewards.Select((r, j) => r + (error * noise[j]))];
            double[] a = StepReturns(rewards, CreditAssignment.SuffixMin), b = StepReturns(noisy, CreditAssignment.SuffixMin);
            Assert.All(a.Zip(b), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, error + 1e-12));
        });

    [Fact]
    public void The_strict_form_breaks_that_bound_after_the_worst_step()
    {
        double[] truth = StepReturns([-0.50, -0.49], CreditAssignment.StrictMin), estimate = StepReturns([-0.49, -0.50], CreditAssignment.StrictMin);
        Assert.Equal([-0.50, 0], truth);
        Assert.Equal([-0.50, -0.50], estimate);
    }

    [Fact]
    public void Strict_min_credits_the_worst_up_to_the_worst_step_and_nothing_after() => Rewards.Sample(rewards =>
    {
        double[] returns = StepReturns(rewards, CreditAssignment.StrictMin);
        int worst = Array.LastIndexOf(rewards, rewards.Min());
        for (int s = 0; s < returns.Length; s++) Assert.Equal(s <= worst ? rewards[worst] : 0, returns[s], 1e-12);
    });

    [Fact]
    public void Suffix_min_and_product_return_what_their_names_say() => Rewards.Sample(rewards =>
    {
        double[] minimum = StepReturns(rewards, CreditAssignment.SuffixMin), product = StepReturns(rewards, CreditAssignment.Product);
        for (int s = 0; s < rewards.Length; s++)
        {
            Assert.Equal(rewards[s..].Min(), minimum[s], 1e-12);
            Assert.Equal((2 * rewards[s..].Aggregate(1.0, (p, r) => p * (1 + r) / 2)) - 1, product[s], 1e-10);
        }
    });

    [Fact]
    public void Ties_for_the_worst_step_share_the_credit_of_soft_min() => Gen.Select(Gen.Double[-1, 1], Gen.Int[1, 20]).Sample((reward, steps) =>
    {
        double[] credit = new double[steps];
        StepCredit.SoftMin([.. Enumerable.Repeat(reward, steps)], 0.1, credit);
        Assert.All(credit, value => Assert.Equal(reward / steps, value, 1e-12));
    });

    [Fact]
    public void Min_forms_shift_and_scale_with_the_rewards() => Gen.Select(Rewards, Gen.Double[-0.5, 0.5], Gen.Double[0.1, 3]).Sample((rewards, shift, scale) =>
    {
        double[] moved = [.. rewards.Select(r => r + shift)], scaled = [.. rewards.Select(r => r * scale)];
        foreach (CreditAssignment form in MinForms)
        {
            Assert.Equal(Outcome(rewards, form) + shift, Outcome(moved, form), 1e-9);
            Assert.Equal(Outcome(rewards, form) * scale, Outcome(scaled, form, 0.1 * scale), 1e-9);
        }
    });

    [Fact]
    public void Advantages_of_a_group_sum_to_zero_where_they_must() => AGroup.Sample(group =>
    {
        CreditOptions outcome = Plain() with { RewardMode = RewardMode.Vr };
        foreach (RewardBaseline baseline in new[] { RewardBaseline.Token, RewardBaseline.DrGrpo, RewardBaseline.Grpo })
            Assert.Equal(0, CreditPipeline.Assign(group, outcome with { RewardBaseline = baseline }).Credits.Sum(credit => credit.Advantages[0]), 1e-9);

        CreditInput[] sameLength = [.. group.Select(x => Response("p", [x.StepRewards[0]], [5]))];
        Assert.Equal(0, CreditPipeline.Assign(sameLength, Plain()).Credits.Sum(credit => credit.Advantages[0]), 1e-9);
        double mean = CreditPipeline.Assign(group, Plain() with { RewardBaseline = RewardBaseline.DrGrpo, RewardMode = RewardMode.Prm })
            .Credits.Sum(credit => credit.Advantages.Average());
        Assert.Equal(0, mean, 1e-9);
    });

    [Fact]
    public void The_order_of_a_batch_does_not_matter_and_groups_are_found_by_id() => Gen.Select(AGroup, AGroup, Gen.Int[0, 1000]).Sample((first, second, seed) =>
    {
        CreditInput[] batch = [.. first, .. second.Select(x => x with { Group = "q" })];
        int[] order = [.. Enumerable.Range(0, batch.Length)];
        new Random(seed).Shuffle(order);
        CreditResult straight = CreditPipeline.Assign(batch, new CreditOptions()), mixed = CreditPipeline.Assign([.. order.Select(i => batch[i])], new CreditOptions());
        for (int k = 0; k < order.Length; k++) Same(straight.Credits[order[k]].Advantages, mixed.Credits[k].Advantages);
    });

    [Fact]
    public void Other_groups_of_the_batch_change_nothing_but_the_common_scale() => Gen.Select(AGroup, AGroup).Sample((group, other) =>
    {
        CreditInput[] batch = [.. group, .. other.Select(x => x with { Group = "q" })];
        CreditResult alone = CreditPipeline.Assign(group, new CreditOptions()), together = CreditPipeline.Assign(batch, new CreditOptions());
        double Scale(CreditResult result) => Math.Sqrt((result.AdvantageScale * result.AdvantageScale) + 1e-8);
        for (int i = 0; i < group.Length; i++)
        {
            Same(
                [.. alone.Credits[i].Advantages.Select(a => a * Scale(alone))],
                [.. together.Credits[i].Advantages.Select(a => a * Scale(together))]);
        }
    });

    [Fact]
    public void No_form_and_no_baseline_ever_yields_a_number_that_is_not_one() => AGroup.Sample(group =>
    {
        foreach (CreditAssignment form in Enum.GetValues<CreditAssignment>())
        {
            foreach (RewardBaseline baseline in Enum.GetValues<RewardBaseline>())
            {
                if (form == CreditAssignment.TokenMin && (baseline is RewardBaseline.Token or RewardBaseline.Step)) continue;
                var options = new CreditOptions { CreditAssignment = form, RewardBaseline = baseline, PaddedWidth = 256 };
                Assert.All(CreditPipeline.Assign(group, options).Credits, credit => Assert.All(credit.Advantages, value => Assert.True(double.IsFinite(value))));
            }
        }
    }, iter: 20);

    private static double Outcome(double[] rewards, CreditAssignment form, double temperature = 0.1) => Credit(rewards, form, temperature).Sum();

    private static double[] StepReturns(double[] rewards, CreditAssignment form)
    {
        double[] returns = Credit(rewards, form, 0.1);
        for (int j = returns.Length - 2; j >= 0; j--) returns[j] += returns[j + 1];
        return returns;
    }

    private static double[] Credit(double[] rewards, CreditAssignment form, double temperature)
    {
        double[] credit = new double[rewards.Length];
        StepCredit.Assign(rewards, new CreditOptions { CreditAssignment = form, CreditTemperature = temperature }, credit);
        return credit;
    }

    private static void Same(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int t = 0; t < expected.Length; t++) Assert.Equal(expected[t], actual[t], 1e-9);
    }
}
