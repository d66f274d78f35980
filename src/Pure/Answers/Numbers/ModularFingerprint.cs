// A rational function of integers is decided modulo a prime: two trees that differ at a random point modulo p are different, and two that
// agree at several are equal but for a chance below 1e-15. No digits are ever written out, so 10^1000000 + 1 and (1+x)^100001 cost
// microseconds. By Fermat an exponent counts modulo p - 1; a variable is one random integer, in exponents too. The primes are safe, p = 2q + 1
// with q prime, so that no number but 1 and -1 has powers that repeat early: modulo 2^61 - 1 the number 2^61 would be 1. Which of them is used
// depends on both answers, so that no answer can be a multiple of the prime it meets on purpose.
using System.Numerics;
using Pure.Answers.Expressions;

namespace Pure.Answers.Numbers;

/// <summary>Values of trees in a prime field.</summary>
/// <param name="fuel">Pays for the work.</param>
/// <param name="point">Which values the variables have.</param>
/// <param name="prime">One of <see cref="Primes"/>.</param>
internal sealed class ModularFingerprint(Fuel fuel, int point, ulong prime)
{
    private static readonly ulong[] Safe =
    [
        1733441466195083543, 1267798468902820787, 1950387689231597219, 2214667578380122907, 1670145452093603867, 1558215114973965599, 1301814706744527467, 2099077582337392403,
        1514649812096744459, 1199183255860043723, 1963908825061625987, 2226898454284967999, 1305641262442271879, 1395885223017622847, 1947659759573850227, 1912534235766288419,
        1464224166440241023, 1536429192335410943, 1632896552032447799, 1865703315448790123, 1829854834409807879, 1247530279858985807, 2178535779056242583, 1956611995041630107,
        1901403057026035259, 1477505999733493007, 2087282976962715443, 1898223914067689123, 1758256245863289287, 1996015908465463343, 1922534845249904399, 1578746214148046927,
    ];

    /// <summary>The primes that there are.</summary>
    public static IReadOnlyList<ulong> Primes => Safe;

    /// <summary>The value at a point, or null when the tree has something else than sums, products and integer powers, or divides by 0.</summary>
    public ulong? Value(Node node) => Value(node, prime);

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
            if (literal.Sign < 0) return modulus == prime && b != 0 ? Raise(b, Reduced(literal.Numerator, prime - 1), prime) : null;
            if (literal.IsZero) return b == 0 ? null : 1;
            // Modulo p - 1, which is not prime, the exponent cannot be reduced: square as often as it says.
            return modulus == prime ? b == 0 ? 0 : Raise(b, Reduced(literal.Numerator, prime - 1), prime) : literal.Numerator.GetBitLength() <= 64 ? Raise(b, (ulong)literal.Numerator, modulus) : null;
        }

        if (modulus != prime || b == 0) return modulus == prime || NodeParts.Symbols(power).Count > 0 ? null : Tower(power, modulus);
        return Value(power.Exponent, prime - 1) is { } exponent ? Raise(b, exponent, prime) : null;
    }

    /// <summary>A constant power in an exponent, when the exponent itself is a small number once worked out.</summary>
    private ulong? Tower(Node.Power power, ulong modulus) =>
        ExactEvaluator.Value(power.Exponent, fuel) is { IsInteger: true, Sign: > 0 } exponent && exponent.Numerator.GetBitLength() <= 64 && Value(power.Base, modulus) is { } b
            ? Raise(b, (ulong)exponent.Numerator, modulus)
            : null;

    private ulong? Number(Rational value, ulong modulus)
    {
        ulong top = Reduced(value.Numerator, modulus);
        if (value.IsInteger) return top;
        ulong bottom = Reduced(value.Denominator, modulus);
        return modulus == prime && bottom != 0 ? Times(top, Raise(bottom, prime - 2, prime), prime) : null;
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
