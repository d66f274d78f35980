using System.Runtime.Intrinsics;
using Pure.Data;
using Pure.Rollouts;
using Pure.Tensors.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Tensors.Simd;

public sealed unsafe class SimdTests
{
    [Fact]
    public void The_exponential_is_right_to_a_few_units_in_the_last_place()
    {
        for (float x = -87; x < 88; x += 0.0137f)
        {
            double exact = Math.Exp(x), fast = Exponential.Of(Vector512.Create(x))[0];
            Assert.True(Math.Abs(fast - exact) <= 3e-7 * exact, $"e^{x}: {fast} and not {exact}");
        }

        Assert.Equal(0, Exponential.Of(Vector512.Create(float.NegativeInfinity))[3]);
        Assert.True(float.IsNaN(Exponential.Of(Vector512.Create(float.NaN))[3]));
    }

    [Fact]
    public void Bfloat16_is_rounded_as_libtorch_rounds()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] numbers = [.. Enumerable.Range(0, 4096).Select(i => (float)((SeedSequence.Uniform(1, i) - 0.5) * Math.Pow(2, i % 40))), .. new float[] { 0, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1.00390625f, 1.01171875f, float.MaxValue, 1, 1, 1, 1, 1, 1, 1, 1 }];
        float[] expected = tensor(numbers).to(ScalarType.BFloat16).to(ScalarType.Float32).data<float>().ToArray();
        var rounded = new Bf16[numbers.Length];
        fixed (float* from = numbers)
        fixed (Bf16* to = rounded)
        {
            for (int i = 0; i < numbers.Length; i += 16) Bf16.Store(to + i, Vector512.Load(from + i));
            for (int i = 0; i < numbers.Length; i++)
            {
                Assert.Equal(expected[i], Bf16.Get(to + i));
                Bf16 one;
                Bf16.Set(&one, numbers[i]);
                Assert.Equal(expected[i], Bf16.Get(&one));
                Assert.Equal(expected[i], Bf16.Load(to + (i / 16 * 16))[i % 16]);
            }
        }
    }

    [Theory]
    [InlineData(5, 1.0, 1.0, 0)]
    [InlineData(300, 0.7, 1.0, 0)]
    [InlineData(2049, 1.3, 1.0, 0)]
    [InlineData(300, 1.0, 0.9, 0)]
    [InlineData(2049, 0.6, 0.95, 20)]
    [InlineData(2049, 4.0, 1.0, 50)]
    [InlineData(300, 1.0, 0.999999, 0)]
    [InlineData(40, 1.0, 0.5, 100)]
    public void Draws_are_those_of_the_reference(int vocabulary, double temperature, double topP, int topK)
    {
        var options = new SamplingOptions(1, temperature, topP, topK);
        int same = 0;
        const int Draws = 3000;
        for (int i = 0; i < Draws; i++)
        {
            float[] logits = [.. Enumerable.Range(0, vocabulary).Select(v => (float)(12 * (SeedSequence.Uniform((ulong)(i % 50), v) - 0.5)))];
            double uniform = SeedSequence.Uniform(99, i), fast;
            int expected = TokenSampler.Sample(logits, options, uniform, out double logProbability), token;
            fixed (float* at = logits) token = TokenSampler.Sample((Fp32*)at, vocabulary, options, uniform, out fast);
            if (token != expected) continue;
            same++;
            Assert.Equal(logProbability, fast, 1e-6);
        }

        // A draw within rounding of the border between two tokens may fall on the other one.
        Assert.InRange(same, Draws - 2, Draws);
    }

    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(1.0, 5)]
    [InlineData(1.0, 0)]
    public void A_logit_that_is_not_a_number_gives_a_log_probability_that_is_none(double topP, int topK)
    {
        float[] logits = [.. Enumerable.Range(0, 100).Select(v => v == 37 ? float.NaN : v / 10f)];
        fixed (float* at = logits)
        {
            int token = TokenSampler.Sample((Fp32*)at, 100, new SamplingOptions(1, 1, topP, topK), 0.4, out double logProbability);
            Assert.InRange(token, 0, 99);
            Assert.True(double.IsNaN(logProbability));
        }
    }

    [Fact]
    public void Greedy_takes_the_first_of_the_largest_and_log_probabilities_agree()
    {
        float[] logits = [.. Enumerable.Range(0, 1000).Select(v => v is 333 or 777 ? 5f : (float)SeedSequence.Uniform(3, v))];
        fixed (float* at = logits)
        {
            int token = TokenSampler.Sample((Fp32*)at, 1000, new SamplingOptions(1, 0), 0.9, out double logProbability);
            Assert.Equal(333, token);
            Assert.Equal(logProbability, LogitReader<Fp32>.LogProbability((Fp32*)at, 1000, 777, 1), 1e-12);
            Assert.Equal(token, TokenSampler.Sample(logits, new SamplingOptions(1, 0), 0.9, out double plain));
            Assert.Equal(plain, logProbability, 1e-6);
        }
    }
}
