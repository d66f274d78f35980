using Pure.Data;
using Xunit;

namespace Pure.Tests.Data;

public sealed class SplitMix64Tests
{
    /// <summary>First outputs of the algorithm as its authors published it, for two seeds.</summary>
    [Fact]
    public void Gives_the_published_sequence()
    {
        var zero = new SplitMix64(0);
        Assert.Equal([0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F], Take(3, zero.NextUInt64));
        var other = new SplitMix64(1234567);
        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423], Take(3, other.NextUInt64));
    }

    [Fact]
    public void Integers_are_uniform_and_in_range()
    {
        var random = new SplitMix64(5);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[random.Next(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(0));
    }

    [Fact]
    public void Chance_follows_its_probability()
    {
        var random = new SplitMix64(6);
        int hits = Enumerable.Range(0, 50_000).Count(_ => random.Chance(0.3));
        Assert.InRange(hits / 50_000.0, 0.29, 0.31);
        Assert.False(random.Chance(0));
        Assert.True(random.Chance(1));
    }

    [Fact]
    public void Derived_seeds_differ_by_seed_and_index()
    {
        var seeds = new HashSet<ulong>();
        for (ulong seed = 0; seed < 100; seed++)
        {
            for (ulong index = 0; index < 100; index++) seeds.Add(SeedSequence.Derive(seed, index));
        }

        Assert.Equal(10_000, seeds.Count);
    }

    private static ulong[] Take(int count, Func<ulong> draw) => [.. Enumerable.Range(0, count).Select(_ => draw())];
}
