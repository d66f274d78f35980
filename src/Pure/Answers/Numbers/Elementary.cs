// exp, ln, sin, cos, atan and square roots of balls. Each reduces its argument until a Taylor series in fixed point converges in some ten
// terms, works with 32 bits more than asked for, and adds the error that its argument already had, times the derivative.
using System.Collections.Concurrent;
using System.Numerics;

namespace Pure.Answers.Numbers;

/// <summary>Elementary functions of <see cref="Ball"/>.</summary>
internal static class Elementary
{
    private const int Guard = 40;
    private static readonly ConcurrentDictionary<int, BigInteger> Pis = new();
    private static readonly ConcurrentDictionary<int, BigInteger> LogarithmsOfTwo = new();

    /// <summary>pi.</summary>
    public static Ball Pi(int bits)
    {
        int work = bits + Guard;
        BigInteger pi = Pis.GetOrAdd(work, static w => 4 * ((4 * InverseArctangent(5, w)) - InverseArctangent(239, w)));
        return new Ball(pi, -work, -bits - 20).Rounded(bits);
    }

    /// <summary>The natural logarithm of 2.</summary>
    public static Ball LogarithmOfTwo(int bits)
    {
        int work = bits + Guard;
        BigInteger value = LogarithmsOfTwo.GetOrAdd(work, static w => 2 * InverseHyperbolicArctangent(3, w));
        return new Ball(value, -work, -bits - 20).Rounded(bits);
    }

    /// <summary>The square root of a number that is not negative.</summary>
    public static Ball? SquareRoot(Ball a, int bits)
    {
        if (a.IsExactZero) return a;
        if (a.ContainsZero) return new Ball(BigInteger.Zero, 0, (Math.Max(a.Error, a.Magnitude) / 2) + 1);
        if (a.Mantissa.Sign < 0) return null;
        long shift = Math.Max(0, (2L * bits) + 4 - (long)a.Mantissa.GetBitLength());
        if (((a.Exponent - shift) & 1) != 0) shift++;
        BigInteger scaled = a.Mantissa << (int)shift;
        BigInteger root = IntegerRoots.SquareRoot(scaled);
        long exponent = (a.Exponent - shift) / 2;
        long error = root * root == scaled ? Ball.Exact : exponent;
        if (a.Error != Ball.Exact) error = Ball.Wider(error, a.Error - ((a.Magnitude - 1) / 2) + 1);
        return new Ball(root, exponent, error).Rounded(bits);
    }

    /// <summary>e to the power of a; null when that is too large to work with.</summary>
    public static Ball? Exponential(Ball a, int bits)
    {
        if (a.IsExactZero) return Ball.One;
        if (a.Magnitude > 48 || a.Error > 20) return null;
        int work = bits + Guard + (int)Math.Max(0, a.Magnitude);
        Ball two = LogarithmOfTwo(work);
        BigInteger count = a.Over(two, 64)!.Value.Nearest()!.Value;
        Ball rest = a.Minus(two.Times(Ball.Of(count), work), work);
        int halvings = 8 + (int)Math.Sqrt(bits / 4.0);
        work += halvings;
        BigInteger x = rest.Fixed(work) >> halvings;
        BigInteger one = BigInteger.One << work, sum = one, term = one;
        for (int k = 1; !term.IsZero; k++)
        {
            term = (term * x) >> work;
            term /= k;
            sum += term;
            if (term == BigInteger.MinusOne) break;
        }

        for (int k = 0; k < halvings; k++) sum = (sum * sum) >> work;
        long error = -work + halvings + 8;
        if (rest.Error != Ball.Exact) error = Ball.Wider(error, rest.Error + 2);
        return new Ball(sum, -work, error).Scaled((long)count).Rounded(bits);
    }

    /// <summary>The natural logarithm of a positive number.</summary>
    public static Ball? Logarithm(Ball a, int bits)
    {
        if (a.ContainsZero || a.Mantissa.Sign < 0) return null;
        if (a is { IsExact: true, Mantissa.IsOne: true, Exponent: 0 }) return Ball.Zero;
        const int Roots = 6;
        int work = bits + Guard + 64;
        long power = a.Magnitude - 1;
        BigInteger one = BigInteger.One << work;
        BigInteger m = a.Scaled(-power).Fixed(work);
        for (int k = 0; k < Roots; k++) m = IntegerRoots.SquareRoot(m << work);
        BigInteger z = ((m - one) << work) / (m + one), square = (z * z) >> work, term = z, sum = z;
        for (int k = 3; !term.IsZero && term != BigInteger.MinusOne; k += 2)
        {
            term = (term * square) >> work;
            sum += term / k;
        }

        Ball result = new Ball(sum, -work + Roots + 1, -bits - Guard).Plus(LogarithmOfTwo(work + 64).Times(Ball.Of(power), work), work);
        if (a.Error != Ball.Exact) result = result with { Error = Ball.Wider(result.Error, a.Error - a.Magnitude + 2) };
        return result.Rounded(bits);
    }

    /// <summary>Sine and cosine; null for arguments too large to reduce.</summary>
    public static (Ball Sine, Ball Cosine)? SineCosine(Ball a, int bits)
    {
        if (a.Magnitude > 2048 || a.Error > 20) return null;
        int work = bits + Guard + (int)Math.Max(0, a.Magnitude);
        Ball half = Pi(work).Scaled(-1);
        BigInteger quarter = a.IsExactZero ? BigInteger.Zero : a.Over(half, (int)Math.Max(64, a.Magnitude + 64))!.Value.Nearest()!.Value;
        Ball rest = a.Minus(half.Times(Ball.Of(quarter), work + 64), work + 64);
        BigInteger x = rest.Fixed(work), square = (x * x) >> work;
        BigInteger sine = x, cosine = BigInteger.One << work, term = x;
        for (int k = 2; Significant(term); k += 2)
        {
            term = -((term * square) >> work) / (k * (k + 1));
            sine += term;
        }

        term = cosine;
        for (int k = 1; Significant(term); k += 2)
        {
            term = -((term * square) >> work) / (k * (k + 1));
            cosine += term;
        }

        long error = Ball.Wider(-work + 10, rest.Error);
        Ball s = new(sine, -work, error), c = new(cosine, -work, error);
        (s, c) = (int)(((quarter % 4) + 4) % 4) switch { 1 => (c, -s), 2 => (-s, -c), 3 => (-c, s), _ => (s, c) };
        return (s.Rounded(bits), c.Rounded(bits));
    }

    /// <summary>The arctangent.</summary>
    public static Ball Arctangent(Ball a, int bits)
    {
        if (a.IsExactZero) return a;
        if (a.Mantissa.IsZero) return a;
        int work = bits + Guard;
        Ball? inverse = a.Magnitude > 1 ? Ball.One.Over(a with { Error = Ball.Exact }, work) : null;
        if (a.Mantissa.Sign < 0) return -Arctangent(-a, bits);
        const int Halvings = 5;
        Ball x = inverse ?? a with { Error = Ball.Exact };
        for (int k = 0; k < Halvings; k++) x = x.Over(Ball.One.Plus(SquareRoot(Ball.One.Plus(x.Times(x, work), work), work)!.Value, work), work)!.Value;
        BigInteger fixedX = x.Fixed(work), square = (fixedX * fixedX) >> work, term = fixedX, sum = fixedX;
        for (int k = 3; Significant(term); k += 2)
        {
            term = -((term * square) >> work);
            sum += term / k;
        }

        Ball result = new(sum, -work + Halvings, -bits - 16);
        if (inverse is not null) result = Pi(work).Scaled(-1).Minus(result, work);
        return (result with { Error = Ball.Wider(result.Error, a.Error) }).Rounded(bits);
    }

    private static bool Significant(BigInteger term) => !term.IsZero && term != BigInteger.MinusOne;

    /// <summary>arctan(1/n) in fixed point.</summary>
    private static BigInteger InverseArctangent(int n, int work)
    {
        BigInteger term = (BigInteger.One << work) / n, sum = term;
        for (int k = 3; !term.IsZero; k += 2)
        {
            term /= -(n * n);
            sum += term / k;
        }

        return sum;
    }

    /// <summary>artanh(1/n) in fixed point.</summary>
    private static BigInteger InverseHyperbolicArctangent(int n, int work)
    {
        BigInteger term = (BigInteger.One << work) / n, sum = term;
        for (int k = 3; !term.IsZero; k += 2)
        {
            term /= n * n;
            sum += term / k;
        }

        return sum;
    }
}
