// A rational function of integers is decided modulo a prime: two trees that differ at a random point modulo p = 2^61 - 1 are different, and
// two that agree at several are equal but for a chance below 1e-15. No digits are ever written out, so 10^1000000 + 1 and (1+x)^100001
// cost microseconds. By Fermat an exponent counts modulo p - 1; a variable is one random integer, in exponents too.
using System.Numerics;
using Pure.Answers.Expressions;

namespace Pure.Answers.Numbers;

/// <summary>Values of trees in a prime field.</summary>
internal sealed class ModularFingerprint(Fuel fuel, int point)
{
    private const ulong Prime = (1UL << 61) - 1;

    /// <summary>The value at a point, or null when the tree has something else than sums, products and integer powers, or divides by 0.</summary>
    public ulong? Value(Node node) => Value(node, Prime);

    private ulong? Value(Node node, ulong modulus)
    {
        fuel.Spend(1);
        switch (node)
        {
            case Node.Number n: return Number(n.Value, modulus);
            case Node.Symbol s: return Samples.Integer(s.Name, point) % modulus;
            case Node.Quantity { Unit: "%" } q: return Value(new Node.Product([q.Value, new Node.Number(Rational.Of(1, 100))]), modulus);
            case Node.Sum sum:
                ulong total = 0;
                foreach (Node term in sum.Terms)
                {
                    if (Value(term, modulus) is not { } value) return null;
                    total = (total + value) % modulus;
                }

                return total;
            case Node.Product product:
                ulong result = 1;
                foreach (Node factor in product.Factors)
                {
                    if (Value(factor, modulus) is not { } value) return null;
                    result = Times(result, value, modulus);
                }

                return result;
            case Node.Power power: return Power(power, modulus);
            default: return null;
        }
    }

    private ulong? Power(Node.Power power, ulong modulus)
    {
        if (Value(power.Base, modulus) is not { } b) return null;
        if (power.Exponent is Node.Number { Value: { IsInteger: true } literal })
        {
            if (literal.Sign < 0) return modulus == Prime && b != 0 ? Raise(b, Reduced(literal.Numerator, Prime - 1), Prime) : null;
            if (literal.IsZero) return b == 0 ? null : 1;
            // Modulo p - 1, which is not prime, the exponent cannot be reduced: square as often as it says.
            return modulus == Prime ? b == 0 ? 0 : Raise(b, Reduced(literal.Numerator, Prime - 1), Prime) : literal.Numerator.GetBitLength() <= 64 ? Raise(b, (ulong)literal.Numerator, modulus) : null;
        }

        if (modulus != Prime || b == 0) return modulus == Prime || NodeParts.Symbols(power).Count > 0 ? null : Tower(power, modulus);
        return Value(power.Exponent, Prime - 1) is { } exponent ? Raise(b, exponent, Prime) : null;
    }

    /// <summary>A constant power in an exponent, when the exponent itself is a small number once worked out.</summary>
    private ulong? Tower(Node.Power power, ulong modulus) =>
        ExactEvaluator.Value(power.Exponent, fuel) is { IsInteger: true, Sign: > 0 } exponent && exponent.Numerator.GetBitLength() <= 64 && Value(power.Base, modulus) is { } b
            ? Raise(b, (ulong)exponent.Numerator, modulus)
            : null;

    private static ulong? Number(Rational value, ulong modulus)
    {
        ulong top = Reduced(value.Numerator, modulus);
        if (value.IsInteger) return top;
        ulong bottom = Reduced(value.Denominator, modulus);
        return modulus == Prime && bottom != 0 ? Times(top, Raise(bottom, Prime - 2, Prime), Prime) : null;
    }

    private static ulong Reduced(BigInteger value, ulong modulus)
    {
        BigInteger rest = value % modulus;
        return (ulong)(rest.Sign < 0 ? rest + modulus : rest);
    }

    private static ulong Times(ulong a, ulong b, ulong modulus) => (ulong)((UInt128)a * b % modulus);

    private static ulong Raise(ulong b, ulong exponent, ulong modulus)
    {
        ulong result = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0) result = Times(result, b, modulus);
            b = Times(b, b, modulus);
        }

        return result;
    }
}
