// Solves inequalities in one variable: the zeros of both sides' difference, found by factors of degree one and two and by absolute values,
// cut the line into pieces, and one point in each tells whether it belongs.
using System.Numerics;
using Pure.Answers.Expressions;
using Pure.Answers.Numbers;

namespace Pure.Answers.Comparison;

/// <summary>Solution sets of inequalities.</summary>
internal sealed class Inequalities(ScalarComparer comparer, Fuel fuel)
{
    /// <summary>The solutions of left sign right, or null when they cannot be found.</summary>
    public RealSet? Solve(Node left, string sign, Node right, string variable)
    {
        if (left is Node.Symbol && NodeParts.Symbols(right).Count == 0) return Simple(sign, right);
        if (right is Node.Symbol && NodeParts.Symbols(left).Count == 0) return Simple(Flipped(sign), left);
        Node difference = Build.Minus(left, right);
        var cuts = new List<Node>();
        if (!Zeros(difference, variable, cuts)) return null;
        return Pieces(difference, sign, variable, Sorted(cuts));
    }

    public static string Flipped(string sign) => sign switch { "<" => ">", ">" => "<", "<=" => ">=", ">=" => "<=", _ => sign };

    private RealSet? Simple(string sign, Node bound)
    {
        RealSet.End end = ScalarComparer.Infinity(bound) is { } infinity ? new RealSet.End(null, infinity) : new RealSet.End(bound, 0);
        if (end.Infinity == 0 && comparer.Sign(bound) is null) return null;
        return sign switch
        {
            "<" => RealSet.Of(RealSet.End.Low, false, end, false, comparer),
            "<=" => RealSet.Of(RealSet.End.Low, false, end, true, comparer),
            ">" => RealSet.Of(end, false, RealSet.End.High, false, comparer),
            ">=" => RealSet.Of(end, true, RealSet.End.High, false, comparer),
            "!=" => RealSet.Point(bound).Complement(),
            "=" => RealSet.Point(bound),
            _ => null,
        };
    }

    private List<Node> Sorted(List<Node> cuts)
    {
        var distinct = new List<Node>();
        foreach (Node cut in cuts)
        {
            if (comparer.Sign(cut) is null) continue;
            if (distinct.TrueForAll(other => comparer.Sign(Build.Minus(cut, other)) != 0)) distinct.Add(cut);
        }

        distinct.Sort((a, b) => comparer.Sign(Build.Minus(a, b)) ?? 0);
        return distinct;
    }

    private RealSet? Pieces(Node difference, string sign, string variable, List<Node> cuts)
    {
        RealSet result = RealSet.Empty;
        for (int k = 0; k <= cuts.Count; k++)
        {
            Node inside = cuts.Count == 0 ? Build.Zero
                : k == 0 ? Build.Minus(cuts[0], Build.One)
                : k == cuts.Count ? Build.Plus(cuts[^1], Build.One)
                : Build.Over(Build.Plus(cuts[k - 1], cuts[k]), new Node.Number(2));
            if (Holds(difference, sign, variable, inside) is not { } holds) return null;
            RealSet.End low = k == 0 ? RealSet.End.Low : new RealSet.End(cuts[k - 1], 0), high = k == cuts.Count ? RealSet.End.High : new RealSet.End(cuts[k], 0);
            if (holds) result = result.Union(RealSet.Of(low, false, high, false, comparer), comparer);
            if (k < cuts.Count && Holds(difference, sign, variable, cuts[k]) == true) result = result.Union(RealSet.Point(cuts[k]), comparer);
        }

        return result;
    }

    private bool? Holds(Node difference, string sign, string variable, Node at)
    {
        Node value = NodeParts.Substitute(difference, variable, at);
        if (comparer.IsUndefined(value)) return false;
        return comparer.Sign(value) is not { } side ? false : sign switch
        {
            "<" => side < 0,
            "<=" => side <= 0,
            ">" => side > 0,
            ">=" => side >= 0,
            "!=" => side != 0,
            "=" => side == 0,
            _ => null,
        };
    }

    /// <summary>Adds every real zero and pole; false when some may be missing.</summary>
    private bool Zeros(Node node, string variable, List<Node> zeros)
    {
        fuel.Spend(20);
        if (!NodeParts.Symbols(node).Contains(variable)) return true;
        switch (node)
        {
            case Node.Symbol: zeros.Add(Build.Zero); return true;
            case Node.Product product: return product.Factors.All(factor => Zeros(factor, variable, zeros));
            case Node.Power { Exponent: Node.Number { Value.IsInteger: true } } power: return Zeros(power.Base, variable, zeros);
            case Node.Function { Name: "abs" or "root", Arguments: [{ } inside, ..] }: return Zeros(inside, variable, zeros);
            case Node.Sum { Terms: [{ } first, Node.Number { Value: var zero }] } when zero.IsZero: return Zeros(first, variable, zeros);
        }

        if (Absolutes(node, variable, zeros)) return true;
        return Polynomial(node, variable) is { } coefficients && Roots(coefficients, zeros);
    }

    /// <summary>|f| + rest: the zeros of f + rest and of -f + rest.</summary>
    private bool Absolutes(Node node, string variable, List<Node> zeros)
    {
        if (First(node, part => part is Node.Function { Name: "abs" } && NodeParts.Symbols(part).Contains(variable)) is not Node.Function absolute) return false;
        Node plus = Replace(node, absolute, absolute.Arguments[0]), minus = Replace(node, absolute, Build.Negative(absolute.Arguments[0]));
        return Zeros(plus, variable, zeros) && Zeros(minus, variable, zeros);
    }

    private static Node? First(Node node, Func<Node, bool> condition) => condition(node) ? node : NodeParts.Of(node).Select(part => First(part, condition)).FirstOrDefault(found => found is not null);

    private static Node Replace(Node node, Node old, Node replacement) => ReferenceEquals(node, old) ? replacement : NodeParts.Map(node, part => Replace(part, old, replacement));

    /// <summary>Coefficients by ascending power, or null for what is no polynomial of degree 8 or less.</summary>
    private static List<Node>? Polynomial(Node node, string variable)
    {
        if (!NodeParts.Symbols(node).Contains(variable)) return [node];
        switch (node)
        {
            case Node.Symbol: return [Build.Zero, Build.One];
            case Node.Sum sum:
                var total = new List<Node>();
                foreach (Node term in sum.Terms)
                {
                    if (Polynomial(term, variable) is not { } part) return null;
                    for (int k = 0; k < part.Count; k++)
                    {
                        if (k < total.Count) total[k] = Build.Plus(total[k], part[k]);
                        else total.Add(part[k]);
                    }
                }

                return total;
            case Node.Product product:
                List<Node> result = [Build.One];
                foreach (Node factor in product.Factors)
                {
                    if (Polynomial(factor, variable) is not { } part || (result = Times(result, part)).Count > 9) return null;
                }

                return result;
            case Node.Power { Exponent: Node.Number { Value: { IsInteger: true, Sign: > 0 } exponent } } power when exponent <= 8 && Polynomial(power.Base, variable) is { } factorOf:
                List<Node> raised = factorOf;
                for (int k = 1; k < (int)exponent.Numerator; k++)
                {
                    if ((raised = Times(raised, factorOf)).Count > 9) return null;
                }

                return raised;
            default: return null;
        }
    }

    private static List<Node> Times(List<Node> a, List<Node> b)
    {
        var product = new List<Node>();
        for (int k = 0; k < a.Count + b.Count - 1; k++)
        {
            List<Node> terms = [];
            for (int j = Math.Max(0, k - b.Count + 1); j <= Math.Min(k, a.Count - 1); j++) terms.Add(Build.Times(a[j], b[k - j]));
            product.Add(terms.Count == 1 ? terms[0] : new Node.Sum(terms));
        }

        return product;
    }

    private bool Roots(List<Node> coefficients, List<Node> zeros)
    {
        List<Node> c = [.. coefficients.Select(node => ExactEvaluator.Value(node, fuel) is { } exact ? new Node.Number(exact) : node)];
        while (c.Count > 1 && comparer.Sign(c[^1]) == 0) c.RemoveAt(c.Count - 1);
        if (c.Count > 3 && c[1..^1].TrueForAll(node => comparer.Sign(node) == 0)) return Binomial(Build.Over(Build.Negative(c[0]), c[^1]), c.Count - 1, zeros);
        while (c.Count > 3 && c.TrueForAll(node => node is Node.Number) && RationalRoot(c) is { } root)
        {
            zeros.Add(new Node.Number(root));
            c = Deflated(c, root);
        }

        switch (c.Count)
        {
            case 1: return true;
            case 2:
                zeros.Add(Build.Over(Build.Negative(c[0]), c[1]));
                return true;
            case 3:
                Node discriminant = Build.Minus(new Node.Power(c[1], new Node.Number(2)), new Node.Product([new Node.Number(4), c[0], c[2]]));
                if (comparer.Sign(discriminant) is not { } sign) return false;
                if (sign < 0) return true;
                foreach (Node side in (ReadOnlySpan<Node>)[Build.SquareRoot(discriminant), Build.Negative(Build.SquareRoot(discriminant))])
                    zeros.Add(Build.Over(Build.Plus(Build.Negative(c[1]), side), Build.Times(new Node.Number(2), c[2])));
                return true;
            default: return false;
        }
    }

    /// <summary>The real solutions of x^n = value.</summary>
    private bool Binomial(Node value, int degree, List<Node> zeros)
    {
        if (comparer.Sign(value) is not { } sign) return false;
        if (sign == 0) zeros.Add(Build.Zero);
        else if (degree % 2 == 1 || sign > 0)
        {
            Node size = Build.Root(sign > 0 ? value : Build.Negative(value), new Node.Number(degree));
            zeros.Add(sign > 0 ? size : Build.Negative(size));
            if (degree % 2 == 0) zeros.Add(Build.Negative(size));
        }

        return true;
    }

    private static Rational? RationalRoot(List<Node> c)
    {
        Rational[] values = [.. c.Select(node => ((Node.Number)node).Value)];
        BigInteger scale = values.Aggregate(BigInteger.One, (common, value) => common * value.Denominator / BigInteger.GreatestCommonDivisor(common, value.Denominator));
        BigInteger low = BigInteger.Abs((values[0] * scale).Numerator), high = BigInteger.Abs((values[^1] * scale).Numerator);
        if (low.IsZero) return 0;
        for (int q = 1; q <= 60; q++)
        {
            if (!(high % q).IsZero) continue;
            for (int p = 1; p <= 1000; p++)
            {
                if (!(low % p).IsZero) continue;
                foreach (int sign in (ReadOnlySpan<int>)[1, -1])
                {
                    Rational x = Rational.Of(sign * p, q), y = 0;
                    for (int k = values.Length - 1; k >= 0; k--) y = (y * x) + values[k];
                    if (y.IsZero) return x;
                }
            }
        }

        return null;
    }

    private static List<Node> Deflated(List<Node> c, Rational root)
    {
        var result = new Node[c.Count - 1];
        Rational carry = 0;
        for (int k = c.Count - 1; k > 0; k--)
        {
            carry = (carry * root) + ((Node.Number)c[k]).Value;
            result[k - 1] = new Node.Number(carry);
        }

        return [.. result];
    }
}
