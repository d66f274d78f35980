using Pure.Training.Plans;

namespace Pure.Tests.Training.Plans;

public sealed class TokenHistogramTests
{
    [Fact]
    public void Counts_every_text_once_in_round_bins()
    {
        var histogram = TokenHistogram.Of([12, 3, 45, 44, 118, 45]);

        Assert.Equal((6, 267L, 3, 45, 118), (histogram.Count, histogram.Total, histogram.Shortest, histogram.Median, histogram.Longest));
        Assert.Equal((0, 10, 1), histogram.Bins[0]);
        Assert.Equal((40, 50, 3), histogram.Bins[4]);
        Assert.Equal((110, 120, 1), histogram.Bins[^1]);
        Assert.Equal(6, histogram.Bins.Sum(b => b.Count));
        Assert.Equal(44.5, histogram.Mean);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(999)]
    [InlineData(31_000)]
    public void Never_has_more_than_twelve_bins(int longest) =>
        Assert.InRange(TokenHistogram.Of([1, longest]).Bins.Count, 1, 12);

    [Fact]
    public void Of_nothing_is_nothing() => Assert.Equal(0, TokenHistogram.Of([]).Count);
}
