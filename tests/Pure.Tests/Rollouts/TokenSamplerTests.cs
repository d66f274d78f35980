using CsCheck;
using Pure.Data;
using Pure.Rollouts;

namespace Pure.Tests.Rollouts;

public sealed class TokenSamplerTests
{
    private static readonly float[] Logits = [1f, 3f, 2f, 3f, -1f];

    [Fact]
    public void Greedy_takes_the_first_of_the_largest()
    {
        int token = TokenSampler.Sample(Logits, new SamplingOptions(1, Temperature: 0), 0.99, out double logProbability);
        Assert.Equal(1, token);
        Assert.Equal(Math.Log(Probabilities(1)[1]), logProbability, 12);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(3.0)]
    public void Tokens_come_with_their_probability_at_the_temperature(double temperature)
    {
        double[] expected = Probabilities(temperature), counted = new double[Logits.Length];
        const int Draws = 40_000;
        for (int i = 0; i < Draws; i++)
        {
            int token = TokenSampler.Sample(Logits, new SamplingOptions(1, temperature), SeedSequence.Uniform(5, i), out double logProbability);
            counted[token] += 1.0 / Draws;
            Assert.Equal(Math.Log(expected[token]), logProbability, 12);
        }

        for (int v = 0; v < expected.Length; v++) Assert.Equal(expected[v], counted[v], 0.012);
    }

    [Fact]
    public void Top_k_keeps_the_likeliest_and_top_p_the_fewest_that_suffice()
    {
        Assert.Equal([1, 3], Drawn(new SamplingOptions(1, TopK: 2)));
        Assert.Equal([1], Drawn(new SamplingOptions(1, TopK: 1)));
        Assert.Equal([1, 3], Drawn(new SamplingOptions(1, TopP: 0.7)));
        Assert.Equal([1, 2, 3], Drawn(new SamplingOptions(1, TopP: 0.9)));
        Assert.Equal([0, 1, 2, 3, 4], Drawn(new SamplingOptions(1)));
    }

    [Fact]
    public void Narrowed_or_not_any_draw_gives_a_token_that_can_occur()
    {
        Gen.Select(Gen.Float[-50, 50].Array[1, 40], Gen.Double[0, 0.999999], Gen.Double[0.05, 1], Gen.Int[0, 5]).Sample((logits, uniform, topP, topK) =>
        {
            int token = TokenSampler.Sample(logits, new SamplingOptions(1, 1, topP, topK), uniform, out double logProbability);
            Assert.InRange(token, 0, logits.Length - 1);
            Assert.InRange(logProbability, double.NegativeInfinity, 1e-12);
        });
    }

    private static int[] Drawn(SamplingOptions options) =>
        [.. Enumerable.Range(0, 4000).Select(i => TokenSampler.Sample(Logits, options, SeedSequence.Uniform(1, i), out _)).Distinct().Order()];

    private static double[] Probabilities(double temperature)
    {
        double[] weights = [.. Logits.Select(l => Math.Exp(l / temperature))];
        return [.. weights.Select(w => w / weights.Sum())];
    }
}
