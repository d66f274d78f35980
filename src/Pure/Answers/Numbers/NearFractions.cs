// A number that agrees with a small fraction to far more digits than the fraction has is that fraction, for the purpose of a key: the
// continued fraction of the midpoint breaks off there.
using System.Numerics;

namespace Pure.Answers.Numbers;

/// <summary>Recognises small fractions in approximations.</summary>
internal static class NearFractions
{
    private const int MaximumDenominatorBits = 48;
    private const int AgreeingBits = 160;

    /// <summary>The fraction that a number is to within 2^-160 of its size, or null.</summary>
    public static Rational? Of(Ball value)
    {
        if (value.ContainsZero) return value.Error < -AgreeingBits ? Rational.Zero : null;
        if (value.Magnitude is > 200 or < -200 || value.Error > value.Magnitude - AgreeingBits) return null;
        Rational exact = value.Exponent >= 0 ? value.Mantissa << (int)value.Exponent : Rational.Of(value.Mantissa, BigInteger.One << (int)-value.Exponent);
        BigInteger previousTop = 1, previousBottom = 0, top = exact.Floor(), bottom = 1;
        Rational rest = exact - top;
        Rational tolerance = exact.Abs() * Rational.Of(1, BigInteger.One << AgreeingBits);
        while (bottom.GetBitLength() <= MaximumDenominatorBits)
        {
            Rational candidate = Rational.Of(top, bottom);
            if ((candidate - exact).Abs() <= tolerance) return candidate;
            if (Rational.One.Over(rest) is not { } inverse) return null;
            BigInteger digit = inverse.Floor();
            rest = inverse - digit;
            (previousTop, top) = (top, (digit * top) + previousTop);
            (previousBottom, bottom) = (bottom, (digit * bottom) + previousBottom);
        }

        return null;
    }
}
