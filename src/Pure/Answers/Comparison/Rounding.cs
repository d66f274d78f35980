using System.Numerics;
using Pure.Answers.Expressions;
using Pure.Answers.Numbers;

namespace Pure.Answers.Comparison;

/// <summary>The rounding rule of evaluation: never a factor of 100, never an absolute tolerance.</summary>
internal static class Rounding
{
    private const int MinimumDigits = 3;
    private static readonly Rational Tolerance = Rational.Of(1, 1_000_000);

    /// <summary>Whether the prediction is the gold answer but for rounding.</summary>
    public static bool Allows(Node gold, Node prediction, Fuel fuel)
    {
        if (NodeParts.Symbols(gold, prediction).Count > 0) return false;
        if (Decimal(gold) is { } rounded)
        {
            if (rounded.Digits < MinimumDigits) return false;
            if (ExactEvaluator.Value(prediction, fuel) is { } exactly) return (rounded.Value - exactly).Abs() <= HalfUnit(rounded);
            return Distance(gold, prediction, fuel) is { } distance && distance.Minus(Ball.Of(HalfUnit(rounded), 128), 128).Mantissa.Sign <= 0;
        }

        if (Decimal(prediction) is null || ExactEvaluator.Value(gold, fuel) is { } exact && Terminates(exact)) return false;
        if (ExactEvaluator.Value(gold, fuel) is { } x && ExactEvaluator.Value(prediction, fuel) is { } y) return (x - y).Abs() <= x.Abs() * Tolerance;
        return Distance(gold, prediction, fuel) is { } away && Size(gold, fuel) is { } size && away.Minus(size.Times(Ball.Of(Tolerance, 128), 128), 128).Mantissa.Sign <= 0;
    }

    private static Node.Number? Decimal(Node node) => node is Node.Number { Digits: > 0 } number ? number : null;

    /// <summary>Half a unit of the last digit of a decimal.</summary>
    private static Rational HalfUnit(Node.Number number)
    {
        Rational unit = 1, size = number.Value.Abs(), limit = BigInteger.Pow(10, number.Digits);
        if (size.IsZero) return 0;
        while (size >= limit * unit) unit *= 10;
        while (size * 10 < limit * unit) unit *= Rational.Of(1, 10);
        return unit * Rational.Of(1, 2);
    }

    private static bool Terminates(Rational value)
    {
        BigInteger rest = value.Denominator;
        while (rest.IsEven) rest >>= 1;
        while ((rest % 5).IsZero) rest /= 5;
        return rest.IsOne;
    }

    private static Ball? Distance(Node a, Node b, Fuel fuel)
    {
        var evaluator = new NumericEvaluator(ScalarComparer.FirstBits, complex: false, naturalLog: false, fuel);
        return evaluator.Value(a) is { IsReal: true } x && evaluator.Value(b) is { IsReal: true } y ? x.Plus(-y, ScalarComparer.FirstBits).Absolute(ScalarComparer.FirstBits) : null;
    }

    private static Ball? Size(Node a, Fuel fuel) => new NumericEvaluator(ScalarComparer.FirstBits, complex: false, naturalLog: false, fuel).Value(a)?.Absolute(ScalarComparer.FirstBits);
}
