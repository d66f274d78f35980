using Pure.Data;
using Pure.Tensors.Simd;

namespace Pure.Tests.Tensors.Simd;

/// <summary>Products of small blocks against three loops in fp64.</summary>
public sealed unsafe class TileProductTests
{
    [Theory]
    [InlineData(8, 1, 32)]
    [InlineData(16, 37, 64)]
    [InlineData(32, 64, 160)]
    public void All_ways_of_reading_give_the_product(int rows, int depth, int columns)
    {
        float[] a = Numbers(1, rows * depth), b = Numbers(2, depth * columns), start = Numbers(3, rows * columns);
        double[] product = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) product[(i * columns) + j] = Enumerable.Range(0, depth).Sum(k => (double)a[(i * depth) + k] * b[(k * columns) + j]);
        }

        float[] across = [.. Enumerable.Range(0, depth).SelectMany(k => Enumerable.Range(0, rows).Select(i => a[(i * depth) + k]))];
        float[] tiles = [.. Enumerable.Range(0, columns / 32).SelectMany(t => Enumerable.Range(0, depth).SelectMany(k => b[((k * columns) + (t * 32))..((k * columns) + (t * 32) + 32)]))];
        float[] set = [.. start], added = [.. start];
        var size = new TileSize(rows, depth, columns);
        fixed (float* left = a, leftAcross = across, right = b, rightTiles = tiles, toSet = set, toAdd = added)
        {
            TileProduct.Set(TileOperand.Left(left, depth), TileOperand.RightInTiles(rightTiles, depth), TileOperand.Right(toSet, columns), size);
            TileProduct.Add(TileOperand.LeftTransposed(leftAcross, rows), TileOperand.Right(right, columns), TileOperand.Right(toAdd, columns), size);
        }

        for (int i = 0; i < product.Length; i++)
        {
            Assert.Equal(product[i], set[i], 1e-5 * depth);
            Assert.Equal(start[i] + product[i], added[i], 1e-5 * depth);
        }
    }

    private static float[] Numbers(ulong seed, int count) => [.. Enumerable.Range(0, count).Select(i => (float)((2 * SeedSequence.Uniform(seed, i)) - 1))];
}
