// Passes over long rows of doubles, four lanes at a time. The width is fixed, so that sums have the same bits on every machine,
// whatever its vector registers.
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pure.Credit;

/// <summary>Sums and element-wise passes.</summary>
internal static class VectorMath
{
    private const int Width = 4;

    /// <summary>Sum of the values.</summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        Vector256<double> sum = Vector256<double>.Zero;
        ReadOnlySpan<Vector256<double>> blocks = MemoryMarshal.Cast<double, Vector256<double>>(values);
        foreach (Vector256<double> block in blocks) sum += block;
        double total = Vector256.Sum(sum);
        foreach (double value in values[(blocks.Length * Width)..]) total += value;
        return total;
    }

    /// <summary>Sum of (value - centre)^2.</summary>
    public static double SquaredDistances(ReadOnlySpan<double> values, double centre)
    {
        Vector256<double> sum = Vector256<double>.Zero, middle = Vector256.Create(centre);
        ReadOnlySpan<Vector256<double>> blocks = MemoryMarshal.Cast<double, Vector256<double>>(values);
        foreach (Vector256<double> block in blocks)
        {
            Vector256<double> distance = block - middle;
            sum += distance * distance;
        }

        double total = Vector256.Sum(sum);
        foreach (double value in values[(blocks.Length * Width)..]) total += (value - centre) * (value - centre);
        return total;
    }

    /// <summary>Writes (value - centre) * factor + shift; source and target may be the same.</summary>
    public static void Affine(ReadOnlySpan<double> source, Span<double> target, double centre, double factor, double shift)
    {
        ReadOnlySpan<Vector256<double>> from = MemoryMarshal.Cast<double, Vector256<double>>(source);
        Span<Vector256<double>> to = MemoryMarshal.Cast<double, Vector256<double>>(target)[..from.Length];
        Vector256<double> middle = Vector256.Create(centre), scale = Vector256.Create(factor), added = Vector256.Create(shift);
        for (int k = 0; k < from.Length; k++) to[k] = ((from[k] - middle) * scale) + added;
        for (int t = from.Length * Width; t < source.Length; t++) target[t] = ((source[t] - centre) * factor) + shift;
    }

    /// <summary>Replaces every value but exact zeros by (value - centre) * factor.</summary>
    public static void AffineWhereNotZero(Span<double> values, double centre, double factor)
    {
        Span<Vector256<double>> blocks = MemoryMarshal.Cast<double, Vector256<double>>(values);
        Vector256<double> middle = Vector256.Create(centre), scale = Vector256.Create(factor);
        foreach (ref Vector256<double> block in blocks) block = Vector256.ConditionalSelect(Vector256.Equals(block, Vector256<double>.Zero), block, (block - middle) * scale);
        foreach (ref double value in values[(blocks.Length * Width)..]) value = value == 0 ? 0 : (value - centre) * factor;
    }
}
