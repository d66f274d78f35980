using System.Globalization;
using System.Numerics;
using Pure.Answers.Expressions;

namespace Pure.Answers.Numbers;

/// <content>Functions by name.</content>
internal sealed partial class NumericEvaluator
{
    private ComplexBall? Function(Node.Function function)
    {
        if (function.Name == "det") return function.Arguments[0] is Node.Matrix matrix ? Determinant(matrix) : null;
        var x = new ComplexBall[function.Arguments.Count];
        for (int k = 0; k < x.Length; k++)
        {
            if (Value(function.Arguments[k]) is not { } value) return null;
            x[k] = value;
        }

        fuel.Spend(bits);
        return function.Name switch
        {
            "root" when x.Length == 2 => Integer(x[1].Re) is { } degree && degree.Sign > 0 && degree < 1_000_000 ? Root(x[0], (int)degree) : null,
            "ln" => Log(x[0]),
            "log" when x.Length == 2 => Quotient(Log(x[0]), Log(x[1])),
            "log" => naturalLog ? Log(x[0]) : Quotient(Log(x[0]), Log(Ball.Of(10))),
            "lg" => Quotient(Log(x[0]), Log(Ball.Of(10))),
            "abs" or "norm" => x[0].Absolute(bits) is { } size ? size : null,
            "Re" => x[0].Re,
            "Im" => x[0].Im,
            "conj" => new ComplexBall(x[0].Re, -x[0].Im),
            "arg" => x[0].Angle(bits) is { } angle ? angle : null,
            "sgn" or "sign" => x[0].IsReal && x[0].Re.Sign is { } sign ? Ball.Of(sign) : null,
            "floor" or "ceil" or "round" => Rounded(function.Name, x[0]),
            "factorial" or "doublefactorial" => Factorial(function.Name, x[0]),
            "binom" when x.Length == 2 => Binomial(x[0], x[1]),
            "max" or "min" => Extreme(function.Name, x),
            "gcd" or "lcm" or "mod" => Divisors(function.Name, x),
            _ => Transcendental(function.Name, x[0]),
        };
    }

    private ComplexBall? Log(ComplexBall x) => x.IsReal && x.Re.Sign == 1
        ? Elementary.Logarithm(x.Re, bits) is { } value ? value : null
        : complex ? x.Logarithm(bits) : null;

    private ComplexBall? Quotient(ComplexBall? a, ComplexBall? b) => a is { } top && b?.Inverse(bits) is { } inverse ? top.Times(inverse, bits) : null;

    private ComplexBall? Transcendental(string name, ComplexBall x)
    {
        switch (name)
        {
            case "sin" or "cos" or "tan" or "cot" or "sec" or "csc": return Circular(name, x);
            case "arcsin": return ArcSine(x);
            case "arccos": return ArcSine(x) is { } sine ? Right.Plus(-sine, bits) : null;
            case "arctan": return x.IsReal ? Elementary.Arctangent(x.Re, bits) : null;
            case "arccot": return x.IsReal ? x.IsExactZero ? Right : Inverse(x) is { } i ? Transcendental("arctan", i) : null : null;
            case "arcsec": return Inverse(x) is { } secant ? Transcendental("arccos", secant) : null;
            case "arccsc": return Inverse(x) is { } cosecant ? Transcendental("arcsin", cosecant) : null;
            case "sinh" or "cosh" or "tanh" or "coth" or "sech" or "csch": return Hyperbolic(name, x);
            case "arcsinh": return Root(x.Times(x, bits).Plus(ComplexBall.One, bits), 2) is { } s ? Log(x.Plus(s, bits)) : null;
            case "arccosh": return Root(x.Times(x, bits).Plus(-ComplexBall.One, bits), 2) is { } c ? Log(x.Plus(c, bits)) : null;
            case "arctanh": return Quotient(ComplexBall.One.Plus(x, bits), ComplexBall.One.Plus(-x, bits)) is { } t && Log(t) is { } l ? new ComplexBall(l.Re.Scaled(-1), l.Im.Scaled(-1)) : null;
            default: return null;
        }
    }

    private ComplexBall Right => Elementary.Pi(bits).Scaled(-1);

    private ComplexBall? Inverse(ComplexBall x) => x.Inverse(bits);

    private ComplexBall? Circular(string name, ComplexBall x)
    {
        ComplexBall sine, cosine;
        if (x.IsReal)
        {
            if (Elementary.SineCosine(x.Re, bits) is not { } pair)
            {
                TooHard = true;
                return null;
            }

            (sine, cosine) = (pair.Sine, pair.Cosine);
        }
        else
        {
            ComplexBall turned = x.Times(ComplexBall.ImaginaryUnit, bits);
            if (Exponential(turned) is not { } up || Exponential(-turned) is not { } down) return null;
            ComplexBall sum = up.Plus(down, bits), difference = up.Plus(-down, bits);
            cosine = new ComplexBall(sum.Re.Scaled(-1), sum.Im.Scaled(-1));
            sine = new ComplexBall(difference.Im.Scaled(-1), -difference.Re.Scaled(-1));
        }

        return name switch
        {
            "sin" => sine,
            "cos" => cosine,
            "tan" => Quotient(sine, cosine),
            "cot" => Quotient(cosine, sine),
            "sec" => Inverse(cosine),
            _ => Inverse(sine),
        };
    }

    private ComplexBall? Hyperbolic(string name, ComplexBall x)
    {
        if (Exponential(x) is not { } up || Exponential(-x) is not { } down) return null;
        ComplexBall sum = up.Plus(down, bits), difference = up.Plus(-down, bits);
        ComplexBall cosine = new(sum.Re.Scaled(-1), sum.Im.Scaled(-1)), sine = new(difference.Re.Scaled(-1), difference.Im.Scaled(-1));
        return name switch
        {
            "sinh" => sine,
            "cosh" => cosine,
            "tanh" => Quotient(sine, cosine),
            "coth" => Quotient(cosine, sine),
            "sech" => Inverse(cosine),
            _ => Inverse(sine),
        };
    }

    private ComplexBall? ArcSine(ComplexBall x)
    {
        if (!x.IsReal) return null;
        Ball rest = Ball.One.Minus(x.Re.Times(x.Re, bits), bits);
        if (rest.IsExactZero || (rest.ContainsZero && rest.Error < -(bits / 2))) return x.Re.Mantissa.Sign < 0 ? -Right : Right;
        if (rest.Sign != 1) return null;
        return Elementary.SquareRoot(rest, bits) is { } cosine && x.Re.Over(cosine, bits) is { } tangent ? Elementary.Arctangent(tangent, bits) : null;
    }

    /// <summary>The integer that a number is, when it is one to within a small error.</summary>
    private BigInteger? NearInteger(ComplexBall x)
    {
        if (!x.IsReal || x.Re.Nearest() is not { } nearest) return null;
        Ball difference = x.Re.Minus(Ball.Of(nearest), bits);
        return difference.IsExactZero || (difference.ContainsZero && difference.Error < -(bits / 2)) ? nearest : null;
    }

    private ComplexBall? Rounded(string name, ComplexBall x)
    {
        if (!x.IsReal) return null;
        if (NearInteger(x) is { } whole) return Ball.Of(whole);
        if (x.Re.Nearest() is not { } nearest || x.Re.Minus(Ball.Of(nearest), bits).Sign is not { } side) return null;
        return Ball.Of(name switch
        {
            "floor" => side < 0 ? nearest - 1 : nearest,
            "ceil" => side > 0 ? nearest + 1 : nearest,
            _ => nearest,
        });
    }

    private ComplexBall? Factorial(string name, ComplexBall x)
    {
        if (NearInteger(x) is not { } n || n.Sign < 0) return null;
        if (n > 2000)
        {
            TooHard = true;
            return null;
        }

        fuel.Spend((long)n * (long)n / 20);
        return Ball.Of(ExactEvaluator.Factorial((int)n, name == "factorial" ? 1 : 2)).Rounded(bits);
    }

    private ComplexBall? Binomial(ComplexBall n, ComplexBall k)
    {
        if (NearInteger(n) is not { } top || NearInteger(k) is not { } bottom) return null;
        if (ExactEvaluator.Binomial(top, bottom, fuel) is { } ways) return Ball.Of(ways).Rounded(bits);
        TooHard |= top.Sign >= 0 && bottom.Sign >= 0;
        return null;
    }

    private ComplexBall? Extreme(string name, ComplexBall[] values)
    {
        ComplexBall best = values[0];
        foreach (ComplexBall value in values.AsSpan(1))
        {
            if (!value.IsReal || !best.IsReal) return null;
            int? sign = value.Re.Minus(best.Re, bits).Sign;
            if (sign is null or 0) continue;
            if (sign > 0 == (name == "max")) best = value;
        }

        return best;
    }

    private ComplexBall? Divisors(string name, ComplexBall[] values)
    {
        var whole = new BigInteger[values.Length];
        for (int k = 0; k < whole.Length; k++)
        {
            if (NearInteger(values[k]) is not { } value) return null;
            whole[k] = value;
        }

        Node[] arguments = [.. whole.Select(value => new Node.Number(value))];
        return ExactEvaluator.Value(new Node.Function(name, arguments), fuel) is { } result ? Ball.Of(result, bits) : null;
    }

    private ComplexBall? Determinant(Node.Matrix matrix)
    {
        int n = matrix.Rows.Count;
        if (n > 6 || matrix.Rows[0].Count != n) return null;
        var values = new ComplexBall[n, n];
        for (int r = 0; r < n; r++)
        {
            for (int c = 0; c < n; c++)
            {
                if (Value(matrix.Rows[r][c]) is not { } value) return null;
                values[r, c] = value;
            }
        }

        return Minor(values, 0, new bool[n]);
    }

    private ComplexBall Minor(ComplexBall[,] values, int row, bool[] used)
    {
        int n = used.Length;
        if (row == n) return ComplexBall.One;
        ComplexBall total = ComplexBall.Zero;
        bool minus = false;
        for (int c = 0; c < n; c++)
        {
            if (used[c]) continue;
            fuel.Spend(10);
            used[c] = true;
            ComplexBall term = values[row, c].Times(Minor(values, row + 1, used), bits);
            used[c] = false;
            total = total.Plus(minus ? -term : term, bits);
            minus = !minus;
        }

        return total;
    }

    /// <summary>A finite sum or product worked out; anything else by its structure.</summary>
    private ComplexBall? Big(Node.BigOperator big)
    {
        if (big is { Name: "sum" or "prod", Lower: { } lower, Upper: { } upper } && big.Variable.Length > 0 && Value(lower) is { } from && Value(upper) is { } to
            && NearInteger(from) is { } first && NearInteger(to) is { } last)
        {
            if (last - first > 2000)
            {
                TooHard = true;
                return null;
            }

            _values.TryGetValue(big.Variable, out ComplexBall kept);
            bool indexed = NodeParts.Any(big.Body, part => part is Node.Symbol { Name: var name } && name.EndsWith($"_{big.Variable}", StringComparison.Ordinal));
            bool had = _values.ContainsKey(big.Variable);
            ComplexBall total = big.Name == "sum" ? ComplexBall.Zero : ComplexBall.One;
            for (BigInteger k = first; k <= last; k++)
            {
                _values[big.Variable] = Ball.Of(k);
                if (Value(indexed ? NodeParts.WithIndex(big.Body, big.Variable, k.ToString(CultureInfo.InvariantCulture)) : big.Body) is not { } term) return null;
                total = big.Name == "sum" ? total.Plus(term, bits) : total.Times(term, bits);
            }

            if (had) _values[big.Variable] = kept;
            else _values.Remove(big.Variable);
            return Bounded(total);
        }

        return Opaque(big.Name, [.. new[] { big.Lower, big.Upper, big.Body }.OfType<Node>()]);
    }
}
