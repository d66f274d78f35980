using Pure.Cli.Demo.Report;
using Xunit;

namespace Pure.Tests.Cli.Demo.Report;

public sealed class AxisScaleTests
{
    [Theory]
    [InlineData(9.4, 18.9, 5, "8 10 12 14 16 18 20")]
    [InlineData(0, 0.237, 5, "0.00 0.05 0.10 0.15 0.20 0.25")]
    [InlineData(-0.31, 0.92, 5, "-0.4 -0.2 0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 2500, 5, "0 500 1000 1500 2000 2500")]
    [InlineData(3, 3, 5, "3.0 3.5")]
    public void Ticks_are_round_and_hold_the_range(double low, double high, int count, string labels)
    {
        AxisScale axis = AxisScale.Around(low, high, count);
        Assert.Equal(labels, string.Join(' ', axis.Ticks.Select(axis.Label)));
        Assert.InRange(low, axis.Low, axis.High);
        Assert.InRange(high, axis.Low, axis.High);
    }

    [Fact]
    public void Exact_ends_are_kept_and_percentages_written()
    {
        AxisScale axis = AxisScale.Exactly(0, 1, 5, percent: true);
        Assert.Equal("0% 20% 40% 60% 80% 100%", string.Join(' ', axis.Ticks.Select(axis.Label)));
        Assert.Equal(0.25, axis.Fraction(0.25), 12);
        axis = AxisScale.Exactly(0, 55, 6);
        Assert.Equal("0 10 20 30 40 50", string.Join(' ', axis.Ticks.Select(axis.Label)));
        Assert.Equal(1, axis.Fraction(55), 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(60)]
    public void A_single_value_gets_an_axis_around_it(double value)
    {
        AxisScale axis = AxisScale.Exactly(value, value, 5);
        Assert.True(axis.High > axis.Low, $"{axis.Low} to {axis.High}");
        Assert.InRange(axis.Fraction(value), 0, 1);
    }
}
