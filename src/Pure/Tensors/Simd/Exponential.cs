// e^x for 16 numbers at once: x = n ln 2 + r with |r| <= ln 2 / 2, a polynomial of degree 6 in r, and n put into the exponent. The
// polynomial is Taylor's with the last coefficients fitted (relative error below 2e-7, measured by a test against fp64).
using System.Runtime.Intrinsics;

namespace Pure.Tensors.Simd;

/// <summary>The exponential function.</summary>
internal static class Exponential
{
    private const float Lowest = -87.3f, Highest = 88.0f;

    /// <summary>e^x; 0 below -87.3, where fp32 has no normal numbers left; NaN stays NaN.</summary>
    public static Vector512<float> Of(Vector512<float> x)
    {
        Vector512<float> clamped = Vector512.Min(Vector512.Max(x, Vector512.Create(Lowest)), Vector512.Create(Highest));
        Vector512<float> n = Vector512.Round(clamped * 1.44269504f);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), clamped);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
        Vector512<float> p = Vector512.Create(1.3981999507e-3f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r + Vector512<float>.One);
        Vector512<int> exponent = Vector512.ShiftLeft(Vector512.ConvertToInt32(n) + Vector512.Create(127), 23);
        Vector512<float> result = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(Lowest)), Vector512<float>.Zero, p * exponent.AsSingle());
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), result, x);
    }
}
