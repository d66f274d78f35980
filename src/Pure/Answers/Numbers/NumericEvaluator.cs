// Values of trees to a given number of bits with an error bound. In the real mode what leaves the real numbers is undefined, as in school;
// in the complex mode roots, logarithms and powers are principal, except that a root of odd degree of a negative number is the negative one.
using System.Numerics;
using Pure.Answers.Expressions;

namespace Pure.Answers.Numbers;

/// <summary>Evaluates trees with <see cref="ComplexBall"/>.</summary>
/// <param name="bits">Working precision.</param>
/// <param name="complex">Whether values may be complex.</param>
/// <param name="naturalLog">Whether log without a base is natural; otherwise decimal.</param>
/// <param name="fuel">Pays for the work.</param>
internal sealed partial class NumericEvaluator(int bits, bool complex, bool naturalLog, Fuel fuel)
{
    /// <summary>Bits in which constants agree that count as equal: some 187 digits.</summary>
    public const int ConstantBits = 620;

    private readonly Dictionary<string, ComplexBall> _values = new(StringComparer.Ordinal);

    /// <summary>Whether something was too large to work out; then null does not mean undefined.</summary>
    public bool TooHard { get; private set; }

    /// <summary>Sets a variable.</summary>
    public void Set(string name, Rational value) => _values[name] = Ball.Of(value, bits);

    /// <summary>The value, or null where it is undefined, too large, or no number.</summary>
    public ComplexBall? Value(Node node)
    {
        fuel.Spend(4);
        return node switch
        {
            Node.Number n => Ball.Of(n.Value, bits),
            Node.Symbol s => _values.TryGetValue(s.Name, out ComplexBall value) ? value : Opaque(s.Name, []),
            Node.Constant c => Constant(c.Kind),
            Node.Sum s => Sum(s.Terms),
            Node.Product p => Product(p.Factors),
            Node.Power p => Power(p),
            Node.Function f => Function(f),
            Node.Call c => Opaque(c.Name, c.Arguments),
            Node.BigOperator o => Big(o),
            Node.Quantity { Unit: "%" } q => Value(q.Value)?.Times(Ball.Of(Rational.Of(1, 100), bits), bits),
            Node.Quantity { Unit: "deg" } q => Value(q.Value)?.Times(Elementary.Pi(bits).Times(Ball.Of(Rational.Of(1, 180), bits), bits), bits),
            Node.Quantity q => Value(q.Value)?.Times(Hashed($"unit {q.Unit}"), bits),
            Node.BaseNumeral b => Numeral(b),
            _ => null,
        };
    }

    private ComplexBall? Constant(ConstantKind kind) => kind switch
    {
        ConstantKind.Pi => Elementary.Pi(bits),
        ConstantKind.E => Elementary.Exponential(Ball.One, bits),
        ConstantKind.I => ComplexBall.ImaginaryUnit,
        _ => null,
    };

    private ComplexBall? Sum(IReadOnlyList<Node> terms)
    {
        ComplexBall total = ComplexBall.Zero;
        foreach (Node term in terms)
        {
            if (Value(term) is not { } value) return null;
            total = total.Plus(value, bits);
        }

        return total;
    }

    private ComplexBall? Product(IReadOnlyList<Node> factors)
    {
        ComplexBall total = ComplexBall.One;
        foreach (Node factor in factors)
        {
            if (Value(factor) is not { } value) return null;
            total = total.Times(value, bits);
        }

        return Bounded(total);
    }

    private ComplexBall? Bounded(ComplexBall? value)
    {
        if (value is not { } v || v.Magnitude <= Ball.LargestMagnitude) return value;
        TooHard = true;
        return null;
    }

    private ComplexBall? Power(Node.Power power)
    {
        if (power.Exponent is Node.Number { Value: var exponent }) return Value(power.Base) is { } literalBase ? Bounded(Fractional(literalBase, exponent)) : null;
        if (ExactEvaluator.Value(power.Exponent, fuel) is { } worked) return Value(power.Base) is { } workedBase ? Bounded(Fractional(workedBase, worked)) : null;
        if (Value(power.Exponent) is not { } e) return null;
        if (power.Base is Node.Constant { Kind: ConstantKind.E }) return Exponential(e);
        if (Value(power.Base) is not { } b) return null;
        if (e is { IsReal: true, Re: { IsExact: true } } && Integer(e.Re) is { } whole) return Bounded(Whole(b, whole));
        if (b.IsExactZero) return e.IsReal && e.Re.Sign > 0 ? ComplexBall.Zero : null;
        if (!complex && (!b.IsReal || b.Re.Sign != 1)) return null;
        fuel.Spend(bits);
        return b.Logarithm(bits) is { } logarithm ? Exponential(logarithm.Times(e, bits)) : null;
    }

    private ComplexBall? Exponential(ComplexBall exponent)
    {
        fuel.Spend(bits);
        ComplexBall? result = exponent.Exponential(bits);
        if (result is null) TooHard = true;
        return result;
    }

    private ComplexBall? Whole(ComplexBall b, BigInteger exponent)
    {
        fuel.Spend(2 * (long)BigInteger.Abs(exponent).GetBitLength());
        if (exponent.Sign <= 0 && b.ContainsZero) return null;
        ComplexBall? result = b.Power(exponent, bits);
        if (result is null) TooHard = true;
        return result;
    }

    /// <summary>A power with a rational exponent.</summary>
    private ComplexBall? Fractional(ComplexBall b, Rational exponent)
    {
        if (exponent.IsInteger) return Whole(b, exponent.Numerator);
        if (b.IsExactZero) return exponent.Sign > 0 ? ComplexBall.Zero : null;
        if (exponent.Denominator > 1_000_000) return General(b, exponent);
        return Root(b, (int)exponent.Denominator) is { } root ? Whole(root, exponent.Numerator) : null;
    }

    private ComplexBall? General(ComplexBall b, Rational exponent)
    {
        if (!complex && b.Re.Sign != 1) return null;
        fuel.Spend(bits);
        return b.Logarithm(bits) is { } logarithm ? Exponential(logarithm.Times(Ball.Of(exponent, bits), bits)) : null;
    }

    /// <summary>The root of a positive degree.</summary>
    private ComplexBall? Root(ComplexBall b, int degree)
    {
        if (b.IsExactZero) return b;
        fuel.Spend(bits / 2);
        if (b.IsReal)
        {
            if (b.Re.ContainsZero) return NearZero(b.Re, degree);
            bool negative = b.Re.Mantissa.Sign < 0;
            if (negative && degree % 2 == 0 && !complex) return null;
            if (degree == 2 && Elementary.SquareRoot(negative ? -b.Re : b.Re, bits) is { } square) return negative ? new ComplexBall(Ball.Zero, square) : square;
            if (!negative || degree % 2 == 1)
            {
                if (Elementary.Logarithm(negative ? -b.Re : b.Re, bits) is not { } logarithm || logarithm.Over(Ball.Of(degree), bits) is not { } part) return null;
                return Elementary.Exponential(part, bits) is { } size ? negative ? -size : size : null;
            }
        }

        return complex && b.Logarithm(bits) is { } principal ? Exponential(principal.Times(Ball.Of(Rational.Of(1, degree), bits), bits)) : null;
    }

    /// <summary>The root of what is 0 but for an error: 0 when that is below the digits by which constants are equal.</summary>
    private Ball NearZero(Ball value, int degree)
    {
        if (bits >= ConstantBits && value.Error < -ConstantBits) return Ball.Zero;
        long size = Math.Max(value.Error, value.Magnitude) + 1;
        return new Ball(BigInteger.Zero, 0, (size / degree) + 1);
    }

    /// <summary>The integer that a number is, when it is exactly one.</summary>
    private static BigInteger? Integer(Ball value)
    {
        if (value.Mantissa.IsZero) return BigInteger.Zero;
        if (value.Magnitude > 4096) return null;
        if (value.Exponent >= 0) return value.Mantissa << (int)value.Exponent;
        BigInteger whole = value.Mantissa >> (int)-value.Exponent;
        return whole << (int)-value.Exponent == value.Mantissa ? whole : null;
    }

    private ComplexBall? Numeral(Node.BaseNumeral numeral)
    {
        if (!int.TryParse(numeral.Base, System.Globalization.CultureInfo.InvariantCulture, out int radix) || radix is < 2 or > 36) return null;
        BigInteger value = BigInteger.Zero;
        foreach (char c in numeral.Digits)
        {
            int digit = char.IsAsciiDigit(c) ? c - '0' : char.ToUpperInvariant(c) - 'A' + 10;
            if (digit < 0 || digit >= radix) return null;
            value = (value * radix) + digit;
        }

        return Ball.Of(value).Rounded(bits);
    }

    private static Ball Hashed(string text) => new(new BigInteger(Samples.Hash(text, 1)) * (1UL << 62) + Samples.Hash(text, 2), -125, Ball.Exact);

    /// <summary>A function of which only the name is known: some value for each value of its arguments.</summary>
    private ComplexBall? Opaque(string name, IReadOnlyList<Node> arguments)
    {
        var text = new System.Text.StringBuilder(name);
        foreach (Node argument in arguments)
        {
            if (Value(argument) is { } value) text.Append('|').Append(value.Re.Scaled(80).Nearest()).Append(',').Append(value.Im.Scaled(80).Nearest());
            else text.Append('|').Append(argument);
        }

        return Hashed(text.ToString());
    }
}
