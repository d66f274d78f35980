// Real numbers as a midpoint m·2^e with a bound on the error: |x - m·2^e| <= 2^Error. Every operation rounds the midpoint to the working
// precision and widens the bound, so "these two differ" is a proof, and "these agree to so many digits" says how many.
using System.Numerics;

namespace Pure.Answers.Numbers;

/// <summary>A real number known to within a power of two.</summary>
/// <param name="Mantissa">m.</param>
/// <param name="Exponent">e.</param>
/// <param name="Error">Binary logarithm of the error bound; <see cref="Exact"/> for none.</param>
internal readonly record struct Ball(BigInteger Mantissa, long Exponent, long Error)
{
    /// <summary>The error of an exact number.</summary>
    public const long Exact = long.MinValue / 4;

    /// <summary>Numbers above 2 to this power are not worked with.</summary>
    public const long LargestMagnitude = 1L << 50;

    public static Ball Zero => new(BigInteger.Zero, 0, Exact);

    public static Ball One => new(BigInteger.One, 0, Exact);

    /// <summary>Whether it is 0 without any error.</summary>
    public bool IsExactZero => Mantissa.IsZero && Error == Exact;

    public bool IsExact => Error == Exact;

    /// <summary>Binary logarithm of the midpoint's size, rounded up; very small for 0.</summary>
    public long Magnitude => Mantissa.IsZero ? Exact : Exponent + (long)BigInteger.Abs(Mantissa).GetBitLength();

    /// <summary>Whether 0 may be the number.</summary>
    public bool ContainsZero => Mantissa.IsZero || Magnitude - 1 <= Error;

    /// <summary>Sign, when it is certain or the number is exactly 0; otherwise null.</summary>
    public int? Sign => IsExactZero ? 0 : ContainsZero ? null : Mantissa.Sign;

    public static Ball operator -(Ball a) => new(-a.Mantissa, a.Exponent, a.Error);

    public static Ball Of(BigInteger value) => new(value, 0, Exact);

    /// <summary>A fraction, rounded.</summary>
    public static Ball Of(Rational value, int bits) =>
        value.IsInteger ? Of(value.Numerator).Rounded(bits) : Of(value.Numerator).Over(Of(value.Denominator), bits)!.Value;

    public static long Wider(long a, long b) => a == Exact ? b : b == Exact ? a : Math.Max(a, b) + 1;

    /// <summary>The sum.</summary>
    public Ball Plus(Ball other, int bits)
    {
        if (IsExactZero) return other;
        if (other.IsExactZero) return this;
        (Ball high, Ball low) = Exponent >= other.Exponent ? (this, other) : (other, this);
        long shift = high.Exponent - low.Exponent;
        long error = Wider(Error, other.Error);
        if (low.Mantissa.IsZero) return high with { Error = error };
        if (high.Mantissa.IsZero) return low with { Error = error };
        if (high.Magnitude - low.Magnitude > bits + 8 && shift > bits + 8) return (high with { Error = Wider(error, low.Magnitude) }).Rounded(bits);
        if (shift > (4L * bits) + 4096)
        {
            // The low one is the larger in size, or both have long mantissas: shorten first.
            return low.Magnitude - high.Magnitude > bits + 8 ? (low with { Error = Wider(error, high.Magnitude) }).Rounded(bits) : high.Rounded(bits).Plus(low.Rounded(bits), bits);
        }

        return new Ball((high.Mantissa << (int)shift) + low.Mantissa, low.Exponent, error).Rounded(bits);
    }

    public Ball Minus(Ball other, int bits) => Plus(-other, bits);

    /// <summary>The product.</summary>
    public Ball Times(Ball other, int bits)
    {
        if (IsExactZero || other.IsExactZero) return Zero;
        long error = Exact;
        if (other.Error != Exact) error = Wider(error, Size(this) + other.Error);
        if (Error != Exact) error = Wider(error, Size(other) + Error);
        if (Error != Exact && other.Error != Exact) error = Wider(error, Error + other.Error);
        return new Ball(Mantissa * other.Mantissa, Exponent + other.Exponent, error).Rounded(bits);
    }

    /// <summary>The quotient; null when the divisor may be 0.</summary>
    public Ball? Over(Ball divisor, int bits)
    {
        if (divisor.ContainsZero) return null;
        if (IsExactZero) return Zero;
        long size = divisor.Magnitude - 1;
        long error = Exact;
        if (Error != Exact) error = Wider(error, Error - size + 1);
        if (divisor.Error != Exact) error = Wider(error, Size(this) + divisor.Error - (2 * size) + 2);
        long shift = Math.Max(0, bits + 2 + (long)BigInteger.Abs(divisor.Mantissa).GetBitLength() - (long)BigInteger.Abs(Mantissa).GetBitLength());
        BigInteger quotient = BigInteger.DivRem(Mantissa << (int)shift, divisor.Mantissa, out BigInteger rest);
        long exponent = Exponent - shift - divisor.Exponent;
        if (!rest.IsZero) error = Wider(error, exponent);
        return new Ball(quotient, exponent, error).Rounded(bits);
    }

    /// <summary>The midpoint shortened to so many bits.</summary>
    public Ball Rounded(int bits)
    {
        long length = (long)BigInteger.Abs(Mantissa).GetBitLength();
        if (length <= bits) return this;
        int shift = (int)(length - bits);
        BigInteger shortened = Mantissa >> shift;
        bool exact = Mantissa.IsEven && (shortened << shift) == Mantissa;
        return new Ball(shortened, Exponent + shift, exact ? Error : Wider(Error, Exponent + shift));
    }

    /// <summary>The number times a power of two.</summary>
    public Ball Scaled(long power) => Mantissa.IsZero && Error == Exact ? this : new Ball(Mantissa, Exponent + power, Error == Exact ? Exact : Error + power);

    /// <summary>The midpoint as an integer in units of 2^-bits, for fixed-point work.</summary>
    public BigInteger Fixed(int bits)
    {
        long shift = Exponent + bits;
        if (shift >= 0) return Mantissa << (int)shift;
        return -shift > 100_000 ? BigInteger.Zero : Mantissa >> (int)-shift;
    }

    /// <summary>The nearest integer to the midpoint, or null when it is huge.</summary>
    public BigInteger? Nearest()
    {
        if (Magnitude > 4096) return null;
        return Exponent >= 0 ? Mantissa << (int)Exponent : -Exponent > 100_000 ? BigInteger.Zero : (Mantissa + (BigInteger.One << (int)(-Exponent - 1))) >> (int)-Exponent;
    }

    private static long Size(Ball a) => a.Mantissa.IsZero ? a.Error : a.Magnitude;
}
