using System.Globalization;
using System.Numerics;
using Pure.Answers;
using Pure.Answers.Numbers;
using Pure.Answers.Syntax;

namespace Pure.Tests.Answers;

/// <summary>Values of every function in each quadrant and at the ends of its domain; where there is none, there is no value. The digits are mpmath's.</summary>
public sealed class FunctionValueTests
{
    private const int Bits = 256;

    [Fact]
    public void A_function_has_its_value_and_a_bound_that_says_how_well_it_is_known()
    {
        var wrong = new List<string>();
        foreach (string[] row in AnswerTable.Rows("functions"))
        {
            var fuel = new Fuel(Fuel.PerGrading);
            ComplexBall? value = new NumericEvaluator(Bits, row[0] == "complex", naturalLog: false, fuel).Value(AnswerReader.Read(row[1], new Reading(), fuel));
            bool right = row[2].Length == 0 ? value is null : value is { } known && Holds(known.Re, row[2]) && Holds(known.Im, row[3]);
            if (!right) wrong.Add($"{row[0]} {row[1]}");
        }

        Assert.Empty(wrong);
    }

    /// <summary>The digits agree to 44 places of the number's size, and the bound is neither missed nor wider than 60 bits of the 256.</summary>
    private static bool Holds(Ball value, string digits)
    {
        int point = digits.IndexOf('.', StringComparison.Ordinal), decimals = digits.Length - point - 1;
        Ball expected = Ball.Of(Rational.Of(BigInteger.Parse(digits.Remove(point, 1), CultureInfo.InvariantCulture), BigInteger.Pow(10, decimals)), Bits);
        long size = Math.Max(expected.Magnitude, -140);
        return value.Minus(expected, Bits).Magnitude < Math.Max(size - 140, -200) && value.Error < Math.Max(size, 0) - Bits + 60;
    }
}
