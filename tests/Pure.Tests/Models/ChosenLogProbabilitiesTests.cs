using Pure.Models;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Pure.Tests.Models;

/// <summary>The function with its own backward pass against autograd on the formula written out.</summary>
public sealed class ChosenLogProbabilitiesTests
{
    private const int N = 11, D = 24;

    [Theory]
    [InlineData(34, 1.0, 1L << 30)]
    [InlineData(34, 0.7, 400)]
    [InlineData(1000, 1.3, 1L << 30)]
    [InlineData(1000, 1.0, 16_000)]
    public void Values_and_gradients_are_those_of_autograd(int vocabulary, double temperature, long blockBytes)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor hidden, Tensor output, long[] targets, Tensor weights) = Make(vocabulary);
        Tensor plain = Plain(hidden, output, targets, temperature);
        Tensor[] expected = [.. autograd.grad([(plain * weights).sum()], [hidden, output])];

        Tensor fused = ChosenLogProbabilities.Of(hidden, output, targets, temperature, blockBytes);
        Tensor[] actual = [.. autograd.grad([(fused * weights).sum()], [hidden, output])];

        Close(plain, fused);
        Close(expected[0], actual[0]);
        Close(expected[1], actual[1]);
    }

    [Fact]
    public void Without_gradients_the_values_are_the_same_whatever_the_block()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor hidden, Tensor output, long[] targets, _) = Make(1000);
        Tensor whole = ChosenLogProbabilities.Of(hidden, output, targets, 1), blocks;
        using (no_grad()) blocks = ChosenLogProbabilities.Of(hidden, output, targets, 1, 12_000);
        Close(whole, blocks);
    }

    [Fact]
    public void In_bf16_values_and_gradients_are_close_and_a_frozen_output_gets_none()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor hidden, Tensor output, long[] targets, Tensor weights) = Make(1000);
        Tensor half = hidden.detach().to(ScalarType.BFloat16).requires_grad_(true), frozen = output.detach().to(ScalarType.BFloat16);
        Tensor wide = half.detach().to(ScalarType.Float32).requires_grad_(true);

        Tensor expected = Plain(wide, frozen.to(ScalarType.Float32), targets, 1), actual = ChosenLogProbabilities.Of(half, frozen, targets, 1);
        Tensor slope = autograd.grad([(expected * weights).sum()], [wide])[0];
        Tensor slopeHalf = autograd.grad([(actual * weights).sum()], [half])[0];

        Assert.Equal(ScalarType.Float32, actual.dtype);
        Assert.True((expected - actual).abs().mean().item<float>() < 1e-2);
        Assert.Equal(ScalarType.BFloat16, slopeHalf.dtype);
        Assert.True((slope - slopeHalf.to(ScalarType.Float32)).norm().item<float>() < 0.02 * slope.norm().item<float>());
    }

    [Fact]
    public void An_impossible_token_has_entropy_zero_times_minus_infinity_counted_as_zero()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hidden = tensor(new[] { 1f, 0f }).reshape(1, 2), output = tensor(new[] { 0f, 0f, 1f, 0f, -1e30f, 0f }).reshape(3, 2);
        float[] values = ChosenLogProbabilities.Of(hidden, output, [1], 1).data<float>().ToArray();
        Assert.Equal(-Math.Log(1 + Math.Exp(-1)), values[0], 1e-6);
        Assert.True(float.IsFinite(values[1]));
    }

    private static (Tensor Hidden, Tensor Output, long[] Targets, Tensor Weights) Make(int vocabulary)
    {
        using var generator = new Generator(5);
        Tensor hidden = randn([N, D], generator: generator), output = randn([vocabulary, D], generator: generator) * 0.3;
        long[] targets = [.. Enumerable.Range(0, N).Select(i => (long)(i * 7919 % vocabulary))];
        return (hidden.requires_grad_(true), output.detach().requires_grad_(true), targets, randn([2, N], generator: generator));
    }

    private static Tensor Plain(Tensor hidden, Tensor output, long[] targets, double temperature)
    {
        Tensor logits = F.linear(hidden, output) / temperature, normalizer = logits.logsumexp(1);
        Tensor chosen = logits.gather(1, tensor(targets).unsqueeze(1)).squeeze(1) - normalizer;
        return stack([chosen, normalizer - (logits.softmax(1) * logits).sum(1)]);
    }

    private static void Close(Tensor expected, Tensor actual)
    {
        float difference = (expected - actual).abs().max().item<float>(), size = expected.abs().max().item<float>();
        Assert.True(difference < 1e-5 * Math.Max(1, size), $"{difference} of {size}");
    }
}
