using CsCheck;
using Pure.Rewards.Signals;
using Xunit;

namespace Pure.Tests.Rewards.Signals;

public sealed class RepetitionScoreTests
{
    [Fact]
    public void Equals_the_sum_over_sorted_suffixes() => Gen.Char["ab\n"].Array[0, 60].Select(chars => new string(chars)).Sample(text =>
    {
        string[] suffixes = [.. Enumerable.Range(0, text.Length).Select(k => text[k..])];
        Array.Sort(suffixes, StringComparer.Ordinal);
        double common = 0;
        for (int k = 1; k < suffixes.Length; k++) common += suffixes[k].AsSpan().CommonPrefixLength(suffixes[k - 1]);
        double expected = text.Length <= 1 ? 0 : 2 * common / (text.Length * (text.Length + 1.0));
        Assert.Equal(expected, RepetitionScore.Of(text), 1e-12);
    });

    [Fact]
    public void Counts_characters_and_not_halves_of_them() => Assert.Equal(RepetitionScore.Of("aa"), RepetitionScore.Of("😀😀"), 1e-12);

    [Theory]
    [InlineData("Wait, let me retry again. However, let's check.", 5)]
    [InlineData("recheck\nrethink, recheck.", 2)]
    [InlineData("await the however", 0)]
    public void Reflections_are_counted_phrase_by_phrase(string text, int count) => Assert.Equal(count, ReflectionCount.Of(text));
}
