using CsCheck;
using Pure.Rewards.Uncertain;

namespace Pure.Tests.Rewards.Uncertain;

/// <summary>What must hold of PURM's functions besides the golden cases.</summary>
public sealed class PurmTests
{
    private static readonly Gen<RewardDistribution> Distributions = Gen.Select(Gen.Double[-20, 20], Gen.Double[0.05, 20], (mean, deviation) => new RewardDistribution(mean, deviation));

    [Fact]
    public void The_released_loss_is_never_below_the_papers() => Distributions.Sample(z =>
        Assert.True(PurmLoss.Of(z, PurmLossForm.Paper, PurmLoss.Integral) <= PurmLoss.Of(z, PurmLossForm.Released, PurmLoss.Integral) + 1e-9), iter: 200);

    [Fact]
    public void Without_deviation_both_are_the_logistic_loss() => Gen.Double[-10, 10].Sample(mean =>
    {
        double logistic = Math.Log(1 + Math.Exp(-mean));
        foreach (PurmLossForm form in Enum.GetValues<PurmLossForm>()) Assert.Equal(logistic, PurmLoss.Of(new RewardDistribution(mean, 1e-6), form, PurmLoss.Integral), 1e-6);
    }, iter: 100);

    [Fact]
    public void A_wrong_pair_raises_the_deviation_in_the_papers_form_and_never_in_the_released_one() => Distributions.Sample(z =>
    {
        if (Math.Abs(z.Mean) < 0.01) return;
        double paper = PurmLoss.Gradient(z, PurmLossForm.Paper, PurmLoss.Integral).ByDeviation, released = PurmLoss.Gradient(z, PurmLossForm.Released, PurmLoss.Integral).ByDeviation;
        Assert.True(z.Mean < 0 ? paper < 0 : paper > -1e-12, $"{z}: {paper}");
        Assert.True(released > -1e-12, $"{z}: {released}");
    }, iter: 200);

    [Fact]
    public void Gradients_are_differences_of_the_loss() => Gen.Select(Gen.Double[-6, 6], Gen.Double[0.2, 6], Gen.Enum<PurmLossForm>()).Sample((mean, deviation, form) =>
    {
        const double h = 1e-4;
        (double byMean, double byDeviation) = PurmLoss.Gradient(new RewardDistribution(mean, deviation), form, PurmLoss.Integral);
        Assert.Equal((Loss(mean + h, deviation) - Loss(mean - h, deviation)) / (2 * h), byMean, 1e-6);
        Assert.Equal((Loss(mean, deviation + h) - Loss(mean, deviation - h)) / (2 * h), byDeviation, 1e-6);
        double Loss(double m, double s) => PurmLoss.Of(new RewardDistribution(m, s), form, PurmLoss.Integral);
    }, iter: 100);

    [Fact]
    public void Overlap_is_symmetric_and_one_only_for_equals() => Gen.Select(Distributions, Distributions).Sample((a, b) =>
    {
        Assert.Equal(RewardOverlap.Of(a, b), RewardOverlap.Of(b, a), 1e-12);
        Assert.InRange(RewardOverlap.Of(a, b), 0, 1);
        Assert.Equal(1, RewardOverlap.Of(a, a), 1e-12);
    }, iter: 200);

    [Fact]
    public void No_penalty_before_a_hundred_rewards()
    {
        var history = new OverlapHistory(1000, 100);
        for (int i = 0; i < 99; i++) Assert.Equal(0, history.Add(new RewardDistribution(0, 1)));
        Assert.Equal(1, history.Add(new RewardDistribution(0, 1)), 1e-12);
    }

    [Fact]
    public void The_oldest_rewards_are_forgotten_and_a_checkpoint_goes_on_alike()
    {
        OverlapHistory one = new(5, 2), two = new(5, 2);
        for (int i = 0; i < 13; i++) one.Add(new RewardDistribution(i, 1 + (0.1 * i)));
        two.Restore(one.Save());
        Assert.Equal([8, 9, 10, 11, 12], two.Save().Select(d => (int)d.Mean));
        for (int i = 0; i < 7; i++) Assert.Equal(one.Add(new RewardDistribution(i, 2)), two.Add(new RewardDistribution(i, 2)));
        Assert.Equal(one.Save(), two.Save());
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(0, -1)]
    public void A_reward_that_is_no_distribution_stops_the_run(double mean, double deviation) =>
        Assert.Throws<PureException>(() => new OverlapHistory(10, 2).Add(new RewardDistribution(mean, deviation)));

    [Fact]
    public void Both_deviations_zero_are_no_division_by_zero()
    {
        var history = new OverlapHistory(10, 2);
        history.Add(new RewardDistribution(1, 0));
        Assert.Equal(1, history.Add(new RewardDistribution(1, 0)), 1e-12);
    }

    [Theory]
    [InlineData(1000.0)]
    [InlineData(-1000.0)]
    public void The_heads_output_is_limited(double raw) => Assert.InRange(RewardDistribution.OfHead(0, raw).Deviation, 0.0497, 20.1);
}
