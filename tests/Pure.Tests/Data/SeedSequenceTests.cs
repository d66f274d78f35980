using Pure.Data;

namespace Pure.Tests.Data;

public sealed class SeedSequenceTests
{
    [Fact]
    public void Seeds_are_the_same_on_every_machine()
    {
        Assert.Equal(GoldenDerive, SeedSequence.Derive(1, 2ul));
        Assert.Equal(GoldenNamed, SeedSequence.Derive(1, "gsm8k/17"));
    }

    [Fact]
    public void Children_of_a_seed_differ_from_each_other_and_from_those_of_another()
    {
        var seen = new HashSet<ulong>();
        for (ulong seed = 0; seed < 50; seed++)
        {
            for (ulong key = 0; key < 50; key++) Assert.True(seen.Add(SeedSequence.Derive(seed, key)));
        }
    }

    [Fact]
    public void Numbers_are_uniform()
    {
        double[] numbers = [.. Enumerable.Range(0, 20_000).Select(i => SeedSequence.Uniform(3, i))];
        Assert.All(numbers, x => Assert.InRange(x, 0, 0.99999999999999989));
        Assert.Equal(0.5, numbers.Average(), 0.01);
        Assert.Equal(1.0 / 12, numbers.Average(x => (x - 0.5) * (x - 0.5)), 0.002);
    }

    [Fact]
    public void A_permutation_holds_every_index_once()
    {
        Assert.Equal(Enumerable.Range(0, 100), SeedSequence.Permutation(9, 100).Order());
        Assert.NotEqual(SeedSequence.Permutation(9, 100), SeedSequence.Permutation(10, 100));
    }

    private const ulong GoldenDerive = 3537132354800697111;
    private const ulong GoldenNamed = 5263802519176890304;
}
