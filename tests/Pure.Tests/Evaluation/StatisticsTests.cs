using CsCheck;
using Pure.Data;
using Pure.Evaluation;
using Pure.Evaluation.Statistics;

namespace Pure.Tests.Evaluation;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(0, 30, 0, 0.1135)]
    [InlineData(15, 30, 0.3315, 0.6685)]
    [InlineData(30, 30, 0.8865, 1)]
    [InlineData(413, 500, 0.7903, 0.8567)]
    public void Wilsons_interval_is_the_tabulated_one(int yes, int all, double low, double high)
    {
        Estimate estimate = Estimate.Share(yes, all);
        Assert.Equal(low, estimate.Low, 4);
        Assert.Equal(high, estimate.High, 4);
        Assert.Equal((double)yes / all, estimate.Value);
    }

    [Fact]
    public void Ninety_five_of_a_hundred_intervals_hold_the_truth()
    {
        int held = 0;
        for (int trial = 0; trial < 2000; trial++)
        {
            ulong seed = SeedSequence.Derive(3, (ulong)trial);
            int yes = Enumerable.Range(0, 60).Count(i => SeedSequence.Uniform(seed, i) < 0.3);
            Estimate estimate = Estimate.Share(yes, 60);
            if (estimate.Low <= 0.3 && 0.3 <= estimate.High) held++;
        }

        Assert.InRange(held / 2000.0, 0.93, 0.975);
    }

    [Fact]
    public void Samples_of_one_problem_do_not_count_as_problems()
    {
        // Ten problems, each all right or all wrong: the interval is that of ten outcomes, however many samples stand behind each.
        Estimate none = Estimate.MeanShare([0, 0, 0, 0]), all = Estimate.MeanShare([1, 1, 1, 1]);
        Assert.Equal((0, Estimate.Share(0, 4).High), (none.Low, none.High));
        Assert.Equal((Estimate.Share(4, 4).Low, 1), (all.Low, all.High));
        Estimate estimate = Estimate.MeanShare([1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
        Assert.Equal(0.5, estimate.Value);
        Assert.Equal(Math.Sqrt(0.25 * 10 / 9 / 10), estimate.StandardError, 12);
    }

    [Fact]
    public void The_mean_of_benchmarks_is_less_uncertain_than_each()
    {
        Estimate mean = Estimate.Average([new Estimate(0.2, 0, 1, 0.03), new Estimate(0.4, 0, 1, 0.04)]);
        Assert.Equal(0.3, mean.Value, 12);
        Assert.Equal(0.025, mean.StandardError, 12);
        Assert.Equal(0.3 - (Estimate.Z * 0.025), mean.Low, 12);
        Assert.Equal(0.3 + (Estimate.Z * 0.025), mean.High, 12);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 6, 0.03125)]
    [InlineData(2, 10, 0.03857421875)]
    [InlineData(1, 15, 0.00051879882812)]
    public void McNemars_test_is_the_exact_binomial_one(int first, int second, double p)
    {
        Assert.Equal(p, new McNemar(3, first, second, 4).P, 10);
        Assert.Equal(p, new McNemar(0, second, first, 0).P, 10);
    }

    [Fact]
    public void McNemars_test_stays_finite_for_thousands_of_problems() =>
        Assert.InRange(new McNemar(0, 3000, 3300, 0).P, 1e-5, 1e-3);

    [Fact]
    public void Pass_at_k_is_the_mean_over_all_draws_of_k() => Gen.Select(Gen.Int[1, 9], Gen.Int[0, 9], Gen.Int[1, 9]).Sample((n, c, k) =>
    {
        (c, k) = (Math.Min(c, n), Math.Min(k, n));
        int hits = 0, all = 0;
        for (int set = 0; set < 1 << n; set++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)set) != k) continue;
            all++;
            if ((set & ((1 << c) - 1)) != 0) hits++;
        }

        Assert.Equal((double)hits / all, PassAtK.Of(n, c, k), 12);
    });

    [Fact]
    public void Pass_at_k_does_not_fall_with_k_or_with_right_ones_and_begins_at_the_share()
    {
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, 200], Gen.Int[1, 200]).Sample((n, c, k) =>
        {
            (c, k) = (Math.Min(c, n), Math.Min(k, n));
            Assert.Equal((double)c / n, PassAtK.Of(n, c, 1), 12);
            if (k < n) Assert.True(PassAtK.Of(n, c, k) <= PassAtK.Of(n, c, k + 1) + 1e-12);
            if (c < n) Assert.True(PassAtK.Of(n, c, k) <= PassAtK.Of(n, c + 1, k) + 1e-12);
        });
        Assert.Throws<PureException>(() => PassAtK.Of(3, 4, 1));
    }

    [Fact]
    public void Levels_divide_problems_into_fifths()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => i / 100.0)];
        double[] quintiles = DifficultyLevel.Quintiles(values);
        Assert.Equal([5, 4, 3, 2, 1], values.GroupBy(v => DifficultyLevel.Of(v, quintiles)).Select(g => g.Key));
        Assert.All(values.GroupBy(v => DifficultyLevel.Of(v, quintiles)), level => Assert.Equal(20, level.Count()));
    }
}
