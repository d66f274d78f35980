// Exact fractions of integers, always in lowest terms with a positive denominator. Results over the bit cap are null: the caller goes on with
// fingerprints or balls, which need no digits.
using System.Numerics;

namespace Pure.Answers.Numbers;

/// <summary>An exact rational number.</summary>
internal readonly record struct Rational : IComparable<Rational>
{
    private const int MaximumBits = 1 << 14;
    private readonly BigInteger _denominator;

    private Rational(BigInteger numerator, BigInteger denominator)
    {
        Numerator = numerator;
        _denominator = denominator;
    }

    public static Rational Zero => new(BigInteger.Zero, BigInteger.One);

    public static Rational One => new(BigInteger.One, BigInteger.One);

    public BigInteger Numerator { get; }

    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    public bool IsInteger => Denominator.IsOne;

    public bool IsZero => Numerator.IsZero;

    public int Sign => Numerator.Sign;

    public bool TooLarge => Numerator.GetBitLength() > MaximumBits || Denominator.GetBitLength() > MaximumBits;

    public static implicit operator Rational(int value) => new(value, BigInteger.One);

    public static implicit operator Rational(BigInteger value) => new(value, BigInteger.One);

    public static Rational operator +(Rational a, Rational b) =>
        Of((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + (-b);

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator *(Rational a, Rational b) => Of(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <summary>A fraction; the denominator is not 0.</summary>
    public static Rational Of(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.Sign < 0) (numerator, denominator) = (-numerator, -denominator);
        if (denominator.IsOne) return new Rational(numerator, denominator);
        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return common.IsOne ? new Rational(numerator, denominator) : new Rational(numerator / common, denominator / common);
    }

    /// <summary>This divided by another; null for 0.</summary>
    public Rational? Over(Rational other) => other.IsZero ? null : Of(Numerator * other.Denominator, Denominator * other.Numerator);

    /// <summary>An integer power; null where it is undefined or over the cap.</summary>
    public Rational? Power(BigInteger exponent)
    {
        if (exponent.IsZero) return IsZero ? null : One;
        if (IsZero) return exponent.Sign > 0 ? Zero : null;
        if (Numerator.IsOne && IsInteger) return One;
        if (Numerator == BigInteger.MinusOne && IsInteger) return exponent.IsEven ? One : -One;
        BigInteger size = BigInteger.Abs(exponent);
        long bits = Math.Max((long)Numerator.GetBitLength(), (long)Denominator.GetBitLength());
        if (size * bits > 2 * MaximumBits) return null;
        int power = (int)size;
        BigInteger top = BigInteger.Pow(Numerator, power), bottom = BigInteger.Pow(Denominator, power);
        return exponent.Sign > 0 ? new Rational(top, bottom) : Of(bottom, top);
    }

    /// <summary>The largest integer not above it.</summary>
    public BigInteger Floor()
    {
        BigInteger quotient = BigInteger.DivRem(Numerator, Denominator, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    public Rational Abs() => Sign < 0 ? -this : this;

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public override string ToString() => IsInteger
        ? Numerator.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
