using System.Numerics;
using Pure.Answers;
using Pure.Answers.Numbers;

namespace Pure.Tests.Answers;

/// <summary>Answers are compared modulo primes that no answer can be made for.</summary>
public sealed class FingerprintTests
{
    [Fact]
    public void The_primes_are_safe_primes_of_61_bits()
    {
        Assert.Equal(ModularFingerprint.Primes.Count, ModularFingerprint.Primes.Distinct().Count());
        Assert.All(ModularFingerprint.Primes, prime =>
        {
            Assert.InRange(prime, 1UL << 60, (1UL << 61) - 1);
            Assert.True(IsPrime(prime));
            Assert.True(IsPrime((prime - 1) / 2));
        });
    }

    [Fact]
    public void A_multiple_of_every_prime_is_not_nothing()
    {
        BigInteger product = ModularFingerprint.Primes.Aggregate(BigInteger.One, (all, prime) => all * prime);
        foreach ((string gold, string prediction) in (ReadOnlySpan<(string, string)>)[("x", $"x+{product}"), ("x", $"{product + 1}x"), ("y^2", $"y^{{{product}}}")])
            Assert.NotEqual(AnswerVerdict.Equal, AnswerGrader.Grade(gold, prediction, AnswerProfile.EvalLenient).Verdict);
    }

    /// <summary>Miller and Rabin's test with the bases that decide every number of 64 bits.</summary>
    private static bool IsPrime(BigInteger value)
    {
        BigInteger odd = value - 1;
        int twos = 0;
        for (; odd.IsEven; odd >>= 1) twos++;
        foreach (int witness in (ReadOnlySpan<int>)[2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37])
        {
            BigInteger power = BigInteger.ModPow(witness, odd, value);
            bool passes = power == 1 || power == value - 1;
            for (int k = 1; k < twos && !passes; k++) passes = (power = power * power % value) == value - 1;
            if (!passes) return false;
        }

        return true;
    }
}
