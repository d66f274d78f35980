using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Tensors;

/// <summary>Functions with own loops against the same formulas operator by operator, forward and backward.</summary>
public sealed class FusedFunctionTests
{
    [Theory]
    [InlineData(7, 96, false)]
    [InlineData(300, 72, false)]
    [InlineData(300, 100, true)]
    public void The_norm_is_its_formula(int rows, int width, bool half)
    {
        Compare(rows, width, half, (x, w) => RootMeanSquareNorm.Plain(x, w, 1e-6), (x, w) => RootMeanSquareNorm.Of(x, w, 1e-6));
    }

    [Theory]
    [InlineData(7, 96, false)]
    [InlineData(300, 72, false)]
    [InlineData(300, 100, true)]
    public void The_gated_activation_is_its_formula(int rows, int width, bool half)
    {
        Compare(rows, width, half, (x, w) => GatedActivation.Plain(x * w), (x, w) => GatedActivation.Of(x * w));
    }

    private static void Compare(int rows, int width, bool half, Func<Tensor, Tensor, Tensor> plain, Func<Tensor, Tensor, Tensor> fused)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(3);
        ScalarType type = half ? ScalarType.BFloat16 : ScalarType.Float32;
        Tensor x = randn([2, rows, width], generator: generator).to(type).requires_grad_(true), w = (randn([width], generator: generator) * 0.3 + 1).detach().to(type).requires_grad_(true);
        Tensor wideX = x.detach().to(ScalarType.Float32).requires_grad_(true), wideW = w.detach().to(ScalarType.Float32).requires_grad_(true);

        Tensor expected = plain(wideX, wideW), actual = fused(x, w), direction = randn(expected.shape, generator: generator);
        Tensor[] slopes = [.. autograd.grad([expected], [wideX, wideW], [direction])];
        Tensor[] fusedSlopes = [.. autograd.grad([actual], [x, w], [direction.to(type)])];

        Close(expected, actual, half);
        for (int i = 0; i < 2; i++) Close(slopes[i], fusedSlopes[i], half);
        using (no_grad()) Assert.True(fused(x, w).bytes.SequenceEqual(actual.detach().bytes));
    }

    private static void Close(Tensor expected, Tensor actual, bool half)
    {
        double difference = (expected - actual.to(ScalarType.Float32)).abs().max().item<float>(), size = Math.Max(1, expected.abs().max().item<float>());
        Assert.True(difference < (half ? 0.02 : 1e-5) * size, $"{difference} of {size}");
    }
}
