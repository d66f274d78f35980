using Pure.Cli.Demo.Report;
using Xunit;

namespace Pure.Tests.Cli.Demo.Report;

public sealed class CurveStatisticsTests
{
    [Fact]
    public void Seeds_are_summarized_step_by_step()
    {
        SeedCurve[] seeds =
        [
            new(1, [new(0) { Pass1 = 0.2 }, new(5), new(10) { Pass1 = 0.4 }]),
            new(2, [new(0) { Pass1 = 0.4 }, new(10) { Pass1 = 0.9 }, new(20) { Pass1 = double.NaN }]),
        ];
        Assert.Equal([new(0, 0.3, 0.2, 0.4), new(10, 0.65, 0.4, 0.9)],
            CurveStatistics.Summarize(seeds, point => point.Pass1).Select(point => point with { Y = Math.Round(point.Y, 12) }));
        Assert.Empty(CurveStatistics.Summarize(seeds, point => point.Kl));
    }

    [Theory]
    [InlineData(0.25, 0.0)]
    [InlineData(0.45, 7.5)]
    [InlineData(0.5, 10.0)]
    [InlineData(0.7, 26.666666666666668)]
    [InlineData(0.95, null)]
    public void The_step_of_a_level_is_interpolated(double level, double? step)
    {
        // Passed over at step 5; falls back at step 20, which does not undo what was reached.
        CurvePoint[] points = [new(0) { Pass1 = 0.3 }, new(5), new(10) { Pass1 = 0.5 }, new(20) { Pass1 = 0.4 }, new(30) { Pass1 = 0.85 }];
        double? found = CurveStatistics.StepsToReach(points, point => point.Pass1, level);
        Assert.Equal(step is null, found is null);
        if (step is { } expected) Assert.Equal(expected, found!.Value, 9);
    }

    [Theory]
    [InlineData(new double[] { 50, 10, 52 }, new double[] { 50, 10, 66 })]
    [InlineData(new double[] { 95, 96, 97 }, new double[] { 68, 84, 100 })]
    [InlineData(new double[] { 5, 5 }, new double[] { 5, 21 })]
    [InlineData(new double[] { }, new double[] { })]
    public void Labels_that_collide_are_moved_apart(double[] wished, double[] placed) =>
        Assert.Equal(placed, LabelLayout.Spread(wished, gap: 16, low: 0, high: 100));
}
