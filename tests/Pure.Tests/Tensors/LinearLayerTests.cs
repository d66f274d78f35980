using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Pure.Tests.Tensors;

/// <summary>The product through oneDNN against libtorch's own, forward and backward.</summary>
public sealed class LinearLayerTests
{
    [Theory]
    [InlineData(1, 24, 40, false)]
    [InlineData(333, 96, 288, true)]
    [InlineData(333, 384, 96, false)]
    [InlineData(64, 96, 40, false)]
    [InlineData(1031, 72, 200, true)]
    public void Product_and_gradients_are_those_of_the_formula(int rows, int inputs, int outputs, bool biased)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(5);
        Tensor[] given = [Draw(2, rows, inputs), Draw(outputs, inputs), .. biased ? new[] { Draw(outputs) } : []];
        Tensor expected = F.linear(given[0], given[1], biased ? given[2] : null!), direction = randn(expected.shape, generator: generator);
        Tensor actual = LinearLayer.Of(given[0], given[1], biased ? given[2] : null);
        Tensor[] slopes = [.. autograd.grad([expected], given, [direction])], ours = [.. autograd.grad([actual], given, [direction])];

        Close(expected, actual);
        for (int i = 0; i < given.Length; i++) Close(slopes[i], ours[i]);
        using (no_grad()) Assert.True(LinearLayer.Of(given[0], given[1], biased ? given[2] : null).bytes.SequenceEqual(actual.detach().bytes));

        Tensor Draw(params long[] shape) => randn(shape, generator: generator).requires_grad_(true);
    }

    [Fact]
    public void An_input_that_is_a_view_gets_its_gradient_and_frozen_weights_get_none()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = randn(16, 40, 8).requires_grad_(true), weight = randn(24, 16);
        LinearLayer.Of(x.transpose(0, 2).flatten(0, 1), weight).sum().backward();

        Close(weight.sum([0L]).reshape(16, 1, 1).expand(16, 40, 8), x.grad!);
        Assert.Null(weight.grad);
    }

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        double difference = (expected - actual).abs().max().item<float>(), size = Math.Max(1, expected.abs().max().item<float>());
        Assert.True(difference < 1e-5 * size, $"{difference} of {size}");
    }
}
