using System.Numerics;
using Pure.Answers;
using Pure.Answers.Expressions;
using Pure.Answers.Numbers;
using Pure.Answers.Syntax;

namespace Pure.Tests.Answers;

/// <summary>Exact numbers, balls and fingerprints at the ends of what they work with.</summary>
public sealed class NumberBoundaryTests
{
    private const int Bits = 256;

    [Theory]
    [InlineData("2^{10}", "1024")]
    [InlineData("(-2)^3", "-8")]
    [InlineData("(-1)^{1000001}", "-1")]
    [InlineData("(-1)^{1000000}", "1")]
    [InlineData("1^{1000000000}", "1")]
    [InlineData("0^5", "0")]
    [InlineData("0^0", null)]
    [InlineData("0^{-1}", null)]
    [InlineData("(\\frac23)^{-2}", "9/4")]
    [InlineData("(-\\frac23)^{-3}", "-27/8")]
    [InlineData("2^{16383}", "big")]
    [InlineData("2^{16384}", null)]
    [InlineData("2^{-16383}", "big")]
    [InlineData("2^{-16384}", null)]
    [InlineData("3^{20000}", null)]
    [InlineData("16^{\\frac14}", "2")]
    [InlineData("(-8)^{\\frac13}", "-2")]
    [InlineData("(-8)^{\\frac23}", "4")]
    [InlineData("(-4)^{\\frac12}", null)]
    [InlineData("2^{\\frac12}", null)]
    [InlineData("1^{\\frac{1}{64}}", "1")]
    [InlineData("1^{\\frac{1}{65}}", null)]
    [InlineData("(\\frac{8}{27})^{\\frac13}", "2/3")]
    [InlineData("(\\frac{8}{26})^{\\frac13}", null)]
    [InlineData("(\\frac{7}{27})^{\\frac13}", null)]
    [InlineData("\\sqrt[64]{1}", "1")]
    [InlineData("\\sqrt[65]{1}", null)]
    [InlineData("\\sqrt[0]{1}", null)]
    [InlineData("\\sqrt[-2]{4}", null)]
    [InlineData("\\sqrt[3]{-27}", "-3")]
    [InlineData("\\sqrt{-4}", null)]
    [InlineData("\\sqrt{\\frac94}", "3/2")]
    [InlineData("|-\\frac12|", "1/2")]
    [InlineData("\\lfloor-\\frac12\\rfloor", "-1")]
    [InlineData("\\lceil-\\frac12\\rceil", "0")]
    [InlineData("\\lceil\\frac12\\rceil", "1")]
    [InlineData("\\lfloor-2\\rfloor", "-2")]
    [InlineData("\\operatorname{sgn}(-5)", "-1")]
    [InlineData("\\max(1,3,2)", "3")]
    [InlineData("\\min(2,1,3)", "1")]
    [InlineData("-7\\bmod3", "-1")]
    [InlineData("7\\bmod3", "1")]
    [InlineData("7\\bmod0", null)]
    [InlineData("\\binom{5}{2}", "10")]
    [InlineData("\\binom{5}{0}", "1")]
    [InlineData("\\binom{5}{5}", "1")]
    [InlineData("\\binom{5}{6}", "0")]
    [InlineData("\\binom{5}{-1}", null)]
    [InlineData("\\binom{-1}{1}", null)]
    [InlineData("\\binom{\\frac12}{1}", null)]
    [InlineData("\\binom{5}{\\frac12}", null)]
    [InlineData("5!", "120")]
    [InlineData("0!", "1")]
    [InlineData("(-1)!", null)]
    [InlineData("(\\frac12)!", null)]
    [InlineData("2000!", null)]
    [InlineData("2001!", null)]
    [InlineData("7!!", "105")]
    [InlineData("8!!", "384")]
    [InlineData("\\gcd(12,-18)", "6")]
    [InlineData("\\gcd(0,5)", "5")]
    [InlineData("\\gcd(12,18,4)", "2")]
    [InlineData("\\gcd(\\frac12,1)", null)]
    [InlineData("\\operatorname{lcm}(4,6)", "12")]
    [InlineData("\\operatorname{lcm}(-4,6)", "12")]
    [InlineData("\\operatorname{lcm}(0,0)", "0")]
    [InlineData("\\operatorname{lcm}(0,5)", "0")]
    [InlineData("50\\%", "1/2")]
    [InlineData("\\sin0", null)]
    [InlineData("\\pi", null)]
    [InlineData("x", null)]
    [InlineData("1+\\pi", null)]
    [InlineData("2\\pi", null)]
    [InlineData("|\\pi|", null)]
    [InlineData("\\pi^2", null)]
    [InlineData("2^\\pi", null)]
    public void An_exact_value_is_a_fraction_or_none(string text, string? expected)
    {
        var fuel = new Fuel(Fuel.PerGrading);
        string? value = ExactEvaluator.Value(Read(text), fuel)?.ToString();
        if (expected == "big") Assert.True(value?.Length > 1000);
        else Assert.Equal(expected, value);
    }

    [Fact]
    public void Roots_are_whole_parts_and_exact_only_where_they_come_out()
    {
        foreach (int shift in (ReadOnlySpan<int>)[0, 1, 51, 52, 53, 60, 103, 104, 105, 106, 200, 1000])
        {
            BigInteger root = (BigInteger.One << shift) + 3;
            Assert.Equal(root, IntegerRoots.SquareRoot(root * root));
            Assert.Equal(root - 1, IntegerRoots.SquareRoot((root * root) - 1));
            Assert.Equal(root, IntegerRoots.SquareRoot((root * root) + 1));
            foreach (int n in (ReadOnlySpan<int>)[1, 2, 3, 4, 5, 7, 64])
            {
                BigInteger power = BigInteger.Pow(root, n);
                Assert.Equal(root, IntegerRoots.Exact(power, n));
                if (n > 1) Assert.Null(IntegerRoots.Exact(power + 1, n));
                if (n > 1) Assert.Null(IntegerRoots.Exact(power - 1, n));
            }
        }

        Assert.Equal(BigInteger.Zero, IntegerRoots.SquareRoot(BigInteger.Zero));
        Assert.Equal((BigInteger.Zero, BigInteger.One), (IntegerRoots.Exact(0, 3), IntegerRoots.Exact(1, 60)));
        Assert.Equal(2, IntegerRoots.Exact(8, 3));
        Assert.Null(IntegerRoots.Exact(2, 3));
        Assert.Null(IntegerRoots.Exact(7, 3));
    }

    [Fact]
    public void A_sum_of_balls_of_other_sizes_keeps_both_within_its_bound()
    {
        Ball third = Ball.Of(Rational.Of(1, 3), Bits), tiny = Ball.One.Scaled(-100_000), huge = Ball.One.Scaled(100_000);
        foreach ((Ball a, Ball b) in ((Ball, Ball)[])[(third, tiny), (third, huge), (huge, tiny), (tiny, huge), (-huge, third), (Ball.Of(BigInteger.Pow(3, 4000)), tiny), (Ball.Of(BigInteger.Pow(3, 4000)), third)])
        {
            Ball sum = a.Plus(b, Bits), turned = b.Plus(a, Bits);
            Assert.True(sum.Minus(a, 250_000).Minus(b, 250_000).ContainsZero);
            Assert.True(turned.Minus(a, 250_000).Minus(b, 250_000).ContainsZero);
            Assert.InRange(sum.Magnitude, Math.Max(a.Magnitude, b.Magnitude) - 1, Math.Max(a.Magnitude, b.Magnitude) + 1);
            Assert.True(sum.Error < sum.Magnitude - Bits + 16);
            Assert.True((long)BigInteger.Abs(sum.Mantissa).GetBitLength() <= Bits);
        }

        Ball nothing = third.Minus(third, Bits);
        Assert.True(nothing.Mantissa.IsZero && !nothing.IsExactZero);
        Assert.Equal((third.Mantissa, third.Exponent), (nothing.Plus(third, Bits).Mantissa, nothing.Plus(third, Bits).Exponent));
        Assert.True(nothing.Plus(third, Bits).Error >= third.Error);
        Assert.True(third.Plus(nothing, Bits).Error >= third.Error);
        Assert.Equal(third, Ball.Zero.Plus(third, Bits));
        Assert.Equal(third, third.Plus(Ball.Zero, Bits));
        Assert.True(nothing.Times(third, Bits).ContainsZero && !nothing.Times(third, Bits).IsExact);
        Assert.True(Ball.Zero.Times(third, Bits).IsExactZero && third.Times(Ball.Zero, Bits).IsExactZero && Ball.Zero.Over(third, Bits)!.Value.IsExactZero);
    }

    [Fact]
    public void A_sign_is_known_or_not()
    {
        Ball third = Ball.Of(Rational.Of(1, 3), Bits), nothing = third.Minus(third, Bits);
        Assert.Equal((0, 1, -1), (Ball.Zero.Sign, third.Sign, (-third).Sign));
        Assert.Null(nothing.Sign);
        // 1 with an error of 1/2 is positive, with an error of 1 it may be 0.
        Assert.Equal((false, true), (new Ball(1, 0, -1).ContainsZero, new Ball(1, 0, 0).ContainsZero));
        Assert.Equal((false, true), (new Ball(3, 0, 0).ContainsZero, new Ball(3, 0, 1).ContainsZero));
    }

    [Theory]
    [InlineData(5, -1, 3)]
    [InlineData(-5, -1, -2)]
    [InlineData(7, -2, 2)]
    [InlineData(5, -2, 1)]
    [InlineData(5, 0, 5)]
    [InlineData(5, 3, 40)]
    [InlineData(1, -200_000, 0)]
    public void The_nearest_integer_of_a_midpoint(int mantissa, long exponent, int nearest) => Assert.Equal(nearest, new Ball(mantissa, exponent, Ball.Exact).Nearest());

    [Fact]
    public void What_is_too_large_has_no_nearest_integer_and_what_is_too_small_no_fixed_part()
    {
        Assert.NotNull(Ball.One.Scaled(4095).Nearest());
        Assert.Null(Ball.One.Scaled(4096).Nearest());
        Assert.Equal(BigInteger.Zero, Ball.One.Scaled(-200_000).Fixed(64));
        Assert.Equal(BigInteger.One << 64, Ball.One.Fixed(64));
        Assert.Equal(BigInteger.One, Ball.One.Scaled(-64).Fixed(64));
        Assert.Equal(BigInteger.Zero, Ball.One.Scaled(-65).Fixed(64));
    }

    [Fact]
    public void Rounding_drops_bits_only_beyond_the_precision_and_says_so()
    {
        Ball exact = Ball.Of((BigInteger.One << 300) + (BigInteger.One << 50)), cut = Ball.Of((BigInteger.One << 300) + 1);
        Assert.Equal(exact, exact.Rounded(301));
        Assert.True(exact.Rounded(256).IsExact);
        Assert.False(cut.Rounded(256).IsExact);
        Assert.False(exact.Rounded(250).IsExact);
        Assert.Equal(45L, cut.Rounded(256).Error);
        Assert.Equal(256, (int)cut.Rounded(256).Mantissa.GetBitLength());
    }

    [Fact]
    public void A_number_that_agrees_with_a_small_fraction_is_that_fraction()
    {
        foreach ((int top, int bottom) in ((int, int)[])[(0, 1), (1, 1), (-1, 1), (1, 3), (-22, 7), (355, 113), (1, 1_000_003), (123_456_789, 1_000_000_007)])
            Assert.Equal(Rational.Of(top, bottom), NearFractions.Of(Ball.Of(Rational.Of(top, bottom), Bits)));
        Assert.Null(NearFractions.Of(Elementary.Pi(Bits)));
        Assert.Null(NearFractions.Of(Elementary.Pi(100)));
        Assert.Null(NearFractions.Of(Ball.Of(Rational.Of(1, (BigInteger.One << 50) + 1), Bits)));
        Assert.Null(NearFractions.Of(Ball.One.Scaled(201)));
        Assert.Null(NearFractions.Of(Ball.One.Scaled(-202)));
        Ball third = Ball.Of(Rational.Of(1, 3), Bits), rough = Ball.Of(Rational.Of(1, 3), 128);
        Assert.Equal(Rational.Zero, NearFractions.Of(third.Minus(third, Bits)));
        Assert.Null(NearFractions.Of(rough.Minus(rough, 128)));
        Assert.Equal(Rational.Zero, NearFractions.Of(Ball.Zero));
    }

    [Theory]
    [InlineData("x^{-1}", true)]
    [InlineData("x^0", true)]
    [InlineData("(x-x)^0", false)]
    [InlineData("(x-x)^{-1}", false)]
    [InlineData("(x-x)^2", true)]
    [InlineData("(x-x)^n", false)]
    [InlineData("x^n", true)]
    [InlineData("x^{n^2}", true)]
    [InlineData("x^{n^{-1}}", false)]
    [InlineData("x^{\\frac{n}{2}}", false)]
    [InlineData("x^{2^{70}}", true)]
    [InlineData("x^{2^{3^4}}", true)]
    [InlineData("x^{2^{3^{100}}}", false)]
    [InlineData("x^{2^n}", false)]
    [InlineData("x^{n^0}", true)]
    [InlineData("x^{n^{2^{65}}}", false)]
    [InlineData("x^{\\pi}", false)]
    [InlineData("\\sqrt{x}", false)]
    [InlineData("\\sin x", false)]
    [InlineData("x+\\pi", false)]
    [InlineData("\\pi x", false)]
    [InlineData("50\\%", true)]
    [InlineData("\\frac13", true)]
    public void Rational_functions_have_fingerprints_and_others_none(string text, bool known) =>
        Assert.Equal(known, new ModularFingerprint(new Fuel(Fuel.PerGrading), 0, ModularFingerprint.Primes[0]).Value(Read(text)) is not null);

    [Theory]
    [InlineData("x^{2^{70}}", "(x^{2^{35}})^{2^{35}}", true)]
    [InlineData("x^{2^{70}}", "x^{2^{71}}", false)]
    [InlineData("x^{-3}", "\\frac{1}{x^3}", true)]
    [InlineData("\\frac{x}{3}", "x\\cdot\\frac13", true)]
    [InlineData("50\\%x", "\\frac{x}{2}", true)]
    [InlineData("2^{n^2}", "2^{n\\cdot n}", true)]
    [InlineData("2^{n^2}", "2^{n+n}", false)]
    [InlineData("3^{2^{2^3}}", "3^{256}", true)]
    [InlineData("-x", "(-1)\\cdot x", true)]
    public void Equal_functions_share_a_fingerprint(string a, string b, bool same)
    {
        ulong? Of(string text) => new ModularFingerprint(new Fuel(Fuel.PerGrading), 1, ModularFingerprint.Primes[3]).Value(Read(text));
        Assert.Equal(same, Of(a) == Of(b));
    }

    [Fact]
    public void A_power_of_what_is_too_large_is_too_hard_and_not_undefined()
    {
        (bool Known, bool TooHard) Of(string text)
        {
            var evaluator = new NumericEvaluator(Bits, complex: false, naturalLog: false, new Fuel(Fuel.PerGrading));
            return (evaluator.Value(Read(text)) is not null, evaluator.TooHard);
        }

        Assert.Equal((false, true), Of("e^{e^{40}}"));
        Assert.Equal((true, false), Of("e^{1000000}"));
        Assert.Equal((false, true), Of("\\pi^{10^{20}}"));
        Assert.Equal((false, true), Of("\\pi^{-10^{20}}"));
        Assert.Equal((true, false), Of("\\pi^{10^{6}}"));
        Assert.Equal((false, true), Of("2001!"));
        Assert.Equal((false, false), Of("(-1)!"));
        Assert.Equal((false, true), Of("\\binom{10000}{5000}"));
        Assert.Equal((false, false), Of("\\binom{-1}{5000}"));
        Assert.Equal((false, true), Of("\\sum_{k=1}^{2002}k"));
        Assert.Equal((true, false), Of("\\sum_{k=1}^{2001}k"));
        Assert.Equal((false, false), Of("\\ln0"));
        Assert.Equal((false, true), Of("\\sin(e^{2000})"));
    }

    private static Node Read(string text) => AnswerReader.Read(text, new Reading(), new Fuel(Fuel.PerGrading));
}
