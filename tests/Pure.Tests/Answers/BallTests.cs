using System.Globalization;
using System.Numerics;
using Pure.Answers.Numbers;

namespace Pure.Tests.Answers;

/// <summary>Error bounds hold: the true value is inside, and what is called exact is exact.</summary>
public sealed class BallTests
{
    private const int Bits = 256;

    [Fact]
    public void A_third_is_not_exact_and_a_half_is()
    {
        Ball third = Ball.One.Over(Ball.Of(3), Bits)!.Value, half = Ball.One.Over(Ball.Of(2), Bits)!.Value;
        Assert.False(third.IsExact);
        Assert.True(half.IsExact);
        Assert.True(third.Times(Ball.Of(3), Bits).Minus(Ball.One, Bits).ContainsZero);
        Assert.False(third.Times(Ball.Of(3), Bits).Minus(Ball.Of(Rational.Of(1_000_001, 1_000_000), Bits), Bits).ContainsZero);
    }

    [Fact]
    public void Pi_has_its_digits() => Near(Elementary.Pi(Bits), "3.14159265358979323846264338327950288419716939937510");

    [Fact]
    public void Functions_have_their_published_digits()
    {
        Near(Elementary.Exponential(Ball.One, Bits)!.Value, "2.71828182845904523536028747135266249775724709369995");
        Near(Elementary.Logarithm(Ball.Of(2), Bits)!.Value, "0.69314718055994530941723212145817656807550013436025");
        Near(Elementary.SquareRoot(Ball.Of(2), Bits)!.Value, "1.41421356237309504880168872420969807856967187537694");
        Near(Elementary.SineCosine(Ball.One, Bits)!.Value.Sine, "0.84147098480789650665250232163029899962256306079837");
        Near(Elementary.SineCosine(Ball.One, Bits)!.Value.Cosine, "0.54030230586813971740093660744297660373231042061792");
        Near(Elementary.Arctangent(Ball.Of(2), Bits), "1.10714871779409050301706546017853704007004764540143");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-7)]
    [InlineData(40)]
    [InlineData(1000)]
    public void Inverse_functions_come_back_within_the_bound(int n)
    {
        Ball x = Ball.Of(Rational.Of(n, 9), Bits);
        Ball exponential = Elementary.Exponential(x, Bits)!.Value;
        Assert.True(Elementary.Logarithm(exponential, Bits)!.Value.Minus(x, Bits).ContainsZero);
        (Ball sine, Ball cosine) = Elementary.SineCosine(x, Bits)!.Value;
        Ball one = sine.Times(sine, Bits).Plus(cosine.Times(cosine, Bits), Bits).Minus(Ball.One, Bits);
        Assert.True(one.ContainsZero && one.Error < -Bits + 60);
        Ball angle = Elementary.Arctangent(x, Bits);
        (Ball s, Ball c) = Elementary.SineCosine(angle, Bits)!.Value;
        Assert.True(s.Over(c, Bits)!.Value.Minus(x, Bits).ContainsZero);
    }

    [Fact]
    public void Nothing_is_divided_by_what_may_be_0()
    {
        Ball near = Elementary.SineCosine(Elementary.Pi(Bits), Bits)!.Value.Sine;
        Assert.True(near.ContainsZero);
        Assert.Null(Ball.One.Over(near, Bits));
        Assert.Null(Elementary.SquareRoot(Ball.Of(-1), Bits));
        Assert.Null(Elementary.Logarithm(Ball.Zero, Bits));
    }

    /// <summary>An error is carried to where the result's last digits are: never narrower, and hardly wider.</summary>
    [Fact]
    public void Errors_grow_with_what_multiplies_or_divides()
    {
        Ball third = Ball.One.Over(Ball.Of(3), Bits)!.Value, large = Ball.Of(BigInteger.Pow(2, 100)), small = Ball.One.Over(large, Bits)!.Value;
        Assert.InRange(third.Error, -Bits - 4, -Bits + 4);
        Assert.InRange(third.Times(large, Bits).Error, third.Error + 99, third.Error + 104);
        Assert.InRange(third.Times(small, Bits).Error, third.Error - 101, third.Error - 96);
        Assert.InRange(third.Over(small, Bits)!.Value.Error, third.Error + 99, third.Error + 104);
        Assert.InRange(third.Over(large, Bits)!.Value.Error, third.Error - 101, third.Error - 96);
        Assert.InRange(large.Over(third, Bits)!.Value.Error, third.Error + 102, third.Error + 112);
        Assert.InRange(third.Over(third, Bits)!.Value.Error, third.Error, third.Error + 12);
        Assert.InRange(third.Plus(large, 512).Error, third.Error, third.Error + 2);
        Assert.InRange(third.Plus(large, Bits).Error, third.Error + 90, third.Error + 110);
        Assert.InRange(third.Minus(third, Bits).Error, third.Error, third.Error + 3);
        Assert.Equal(third.Error + 7, third.Scaled(7).Error);
        Assert.Equal((third.Magnitude + 7, -1L), (third.Scaled(7).Magnitude, third.Magnitude));
        Assert.True(small.IsExact && small.Times(large, Bits).IsExact && small.Plus(large, 512).IsExact);
        Assert.True(third.Over(large, Bits)!.Value.Times(large, Bits).Times(Ball.Of(3), Bits).Minus(Ball.One, Bits).ContainsZero);
    }

    [Theory]
    [InlineData(7, 2, 4)]
    [InlineData(5, 2, 3)]
    [InlineData(1, 3, 0)]
    [InlineData(2, 3, 1)]
    [InlineData(-1, 3, 0)]
    [InlineData(-2, 3, -1)]
    [InlineData(6, 1, 6)]
    public void The_nearest_integer_is_known(int top, int bottom, int nearest) => Assert.Equal(nearest, Ball.Of(Rational.Of(top, bottom), Bits).Nearest());

    /// <summary>The digits are those of the number to 48 places, and the bound is small.</summary>
    private static void Near(Ball value, string digits)
    {
        int point = digits.IndexOf('.', StringComparison.Ordinal), decimals = digits.Length - point - 1;
        BigInteger whole = BigInteger.Parse(digits.Remove(point, 1), CultureInfo.InvariantCulture);
        Ball expected = Ball.Of(Rational.Of(whole, BigInteger.Pow(10, decimals)), Bits);
        Assert.True(value.Minus(expected, Bits).Magnitude < -155);
        Assert.True(value.Error < -Bits + 40);
    }
}
