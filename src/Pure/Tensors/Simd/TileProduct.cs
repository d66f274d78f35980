// C = A · B for blocks that lie in the cache, in fp32: the products inside attention, which are too small and too many for a library's
// call each. Eight rows of A and 32 columns of B at a time, so that sixteen sums stay in registers and every number of B that is loaded
// is used eight times. A may be read across (its columns as rows), because its numbers are loaded one by one.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pure.Tensors.Simd;

/// <summary>Products of small blocks.</summary>
internal static unsafe class TileProduct
{
    /// <summary>Rows of C are computed in eights.</summary>
    public const int Rows = 8;

    /// <summary>Columns of C are computed in thirty-twos.</summary>
    public const int Columns = 32;

    /// <summary>C = A · B.</summary>
    /// <param name="a">(M, K)</param>
    /// <param name="b">(K, N)</param>
    /// <param name="c">(M, N); overwritten.</param>
    /// <param name="size">M a multiple of 8, N of 32.</param>
    public static void Set(TileOperand a, TileOperand b, TileOperand c, TileSize size) => Run<Overwrite>(a, b, c, size);

    /// <summary>C = C + A · B, of the same sizes.</summary>
    public static void Add(TileOperand a, TileOperand b, TileOperand c, TileSize size) => Run<Accumulate>(a, b, c, size);

    private static void Run<TWrite>(TileOperand a, TileOperand b, TileOperand c, TileSize size)
        where TWrite : struct, ITileWrite
    {
        for (int column = 0; column < size.Columns; column += Columns)
        {
            float* right = b.First + (column / Columns * b.Across), result = c.First + (column / Columns * c.Across);
            for (int row = 0; row < size.Rows; row += Rows) Tile<TWrite>(a.At(row), right, b.Down, result + (row * c.Down), c.Down, size.Depth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TWrite>(TileOperand a, float* b, nint bDown, float* c, nint cDown, int depth)
        where TWrite : struct, ITileWrite
    {
        Vector512<float> l0 = default, l1 = default, l2 = default, l3 = default, l4 = default, l5 = default, l6 = default, l7 = default;
        Vector512<float> h0 = default, h1 = default, h2 = default, h3 = default, h4 = default, h5 = default, h6 = default, h7 = default;
        nint down = a.Down, across = a.Across;
        float* upper = a.First, lower = a.First + (4 * down);
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> low = Vector512.Load(b), high = Vector512.Load(b + 16);
            (l0, h0) = Plus(upper[0], low, high, l0, h0);
            (l1, h1) = Plus(upper[down], low, high, l1, h1);
            (l2, h2) = Plus(upper[2 * down], low, high, l2, h2);
            (l3, h3) = Plus(upper[3 * down], low, high, l3, h3);
            (l4, h4) = Plus(lower[0], low, high, l4, h4);
            (l5, h5) = Plus(lower[down], low, high, l5, h5);
            (l6, h6) = Plus(lower[2 * down], low, high, l6, h6);
            (l7, h7) = Plus(lower[3 * down], low, high, l7, h7);
            b += bDown;
            upper += across;
            lower += across;
        }

        TWrite.Write(c, l0, h0);
        TWrite.Write(c + cDown, l1, h1);
        TWrite.Write(c + (2 * cDown), l2, h2);
        TWrite.Write(c + (3 * cDown), l3, h3);
        TWrite.Write(c + (4 * cDown), l4, h4);
        TWrite.Write(c + (5 * cDown), l5, h5);
        TWrite.Write(c + (6 * cDown), l6, h6);
        TWrite.Write(c + (7 * cDown), l7, h7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Low, Vector512<float> High) Plus(float a, Vector512<float> low, Vector512<float> high, Vector512<float> sumLow, Vector512<float> sumHigh)
    {
        var factor = Vector512.Create(a);
        return (Vector512.FusedMultiplyAdd(factor, low, sumLow), Vector512.FusedMultiplyAdd(factor, high, sumHigh));
    }

    private interface ITileWrite
    {
        static abstract void Write(float* to, Vector512<float> low, Vector512<float> high);
    }

    private readonly struct Overwrite : ITileWrite
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write(float* to, Vector512<float> low, Vector512<float> high)
        {
            low.Store(to);
            high.Store(to + 16);
        }
    }

    private readonly struct Accumulate : ITileWrite
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write(float* to, Vector512<float> low, Vector512<float> high)
        {
            (Vector512.Load(to) + low).Store(to);
            (Vector512.Load(to + 16) + high).Store(to + 16);
        }
    }
}
