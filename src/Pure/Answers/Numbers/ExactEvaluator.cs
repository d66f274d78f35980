// Values of constant trees as exact fractions, where they are such and stay small. What is not (roots that do not come out, pi, a power
// that is too large) is null and left to the other evaluators.
using System.Numerics;
using Pure.Answers.Expressions;

namespace Pure.Answers.Numbers;

/// <summary>Exact rational values.</summary>
internal static class ExactEvaluator
{
    private const int LargestFactorial = 2000;

    /// <summary>The value, or null when it is not rational, not constant, undefined or too large.</summary>
    public static Rational? Value(Node node, Fuel fuel)
    {
        fuel.Spend(1);
        Rational? value = node switch
        {
            Node.Number n => n.Value,
            Node.Sum n => Sum(n, fuel),
            Node.Product n => Product(n, fuel),
            Node.Power n => Value(n.Base, fuel) is { } b && Value(n.Exponent, fuel) is { } e ? Power(b, e) : null,
            Node.Function n => Function(n, fuel),
            Node.Quantity { Unit: "%" } n => Value(n.Value, fuel) * Rational.Of(1, 100),
            _ => null,
        };
        return value is { TooLarge: true } ? null : value;
    }

    /// <summary>n!, for n that is not negative and not above 2,000.</summary>
    public static BigInteger Factorial(int n, int step = 1)
    {
        BigInteger product = BigInteger.One;
        for (int k = n; k > 1; k -= step) product *= k;
        return product;
    }

    /// <summary>n over k for integers.</summary>
    public static BigInteger? Binomial(BigInteger n, BigInteger k, Fuel fuel)
    {
        if (k.Sign < 0 || n.Sign < 0) return null;
        if (k > n) return BigInteger.Zero;
        if (k > n - k) k = n - k;
        if (k > LargestFactorial || n.GetBitLength() > 64) return null;
        fuel.Spend(1 + ((long)k * (long)k / 50));
        BigInteger result = BigInteger.One;
        for (int j = 1; j <= (int)k; j++) result = result * (n - k + j) / j;
        return result;
    }

    private static Rational? Sum(Node.Sum sum, Fuel fuel)
    {
        Rational total = 0;
        foreach (Node term in sum.Terms)
        {
            if (Value(term, fuel) is not { } value) return null;
            total += value;
        }

        return total;
    }

    private static Rational? Product(Node.Product product, Fuel fuel)
    {
        Rational total = 1;
        foreach (Node factor in product.Factors)
        {
            if (Value(factor, fuel) is not { } value) return null;
            total *= value;
            if (total.TooLarge) return null;
        }

        return total;
    }

    private static Rational? Power(Rational b, Rational e)
    {
        if (e.IsInteger) return b.Power(e.Numerator);
        if (e.Denominator > 64) return null;
        return Root(b, (int)e.Denominator)?.Power(e.Numerator);
    }

    private static Rational? Root(Rational value, int degree)
    {
        if (degree < 1 || (value.Sign < 0 && degree % 2 == 0)) return null;
        if (IntegerRoots.Exact(BigInteger.Abs(value.Numerator), degree) is not { } top || IntegerRoots.Exact(value.Denominator, degree) is not { } bottom) return null;
        return Rational.Of(value.Sign < 0 ? -top : top, bottom);
    }

    private static Rational? Function(Node.Function function, Fuel fuel)
    {
        if (function.Name is not ("root" or "abs" or "floor" or "ceil" or "factorial" or "doublefactorial" or "binom" or "sgn" or "gcd" or "lcm" or "max" or "min" or "mod")) return null;
        var values = new Rational[function.Arguments.Count];
        for (int k = 0; k < values.Length; k++)
        {
            if (Value(function.Arguments[k], fuel) is not { } value) return null;
            values[k] = value;
        }

        Rational x = values[0];
        switch (function.Name)
        {
            case "root": return values.Length == 2 && values[1] is { IsInteger: true, Sign: > 0 } && values[1] <= 64 ? Root(x, (int)values[1].Numerator) : null;
            case "abs": return x.Abs();
            case "floor": return x.Floor();
            case "ceil": return -(-x).Floor();
            case "sgn": return x.Sign;
            case "max": return values.Max();
            case "min": return values.Min();
            case "mod": return values is [_, { Sign: > 0 }] ? x - (values[1] * (x.Over(values[1])!.Value.Floor())) : null;
            case "binom": return values.Length == 2 && x.IsInteger && values[1].IsInteger && Binomial(x.Numerator, values[1].Numerator, fuel) is { } ways ? ways : null;
            case "factorial" or "doublefactorial":
                if (!x.IsInteger || x.Sign < 0 || x > LargestFactorial) return null;
                fuel.Spend((long)x.Numerator * (long)x.Numerator / 20);
                return Factorial((int)x.Numerator, function.Name == "factorial" ? 1 : 2);
            default: return Divisors(function.Name, values);
        }
    }

    private static Rational? Divisors(string name, Rational[] values)
    {
        if (Array.Exists(values, value => !value.IsInteger)) return null;
        BigInteger result = BigInteger.Abs(values[0].Numerator);
        foreach (Rational value in values.AsSpan(1))
        {
            BigInteger common = BigInteger.GreatestCommonDivisor(result, value.Numerator);
            result = name == "gcd" ? common : common.IsZero ? BigInteger.Zero : BigInteger.Abs(result * value.Numerator) / common;
        }

        return result;
    }
}
