// Keys for grouping: exact fractions as they are, other numbers and functions as their values at fixed points rounded to 30 digits,
// structures from the keys of their parts, unordered ones sorted. Equal answers share a key but for forms that only a pairwise rule
// matches (a missing unit, rounding).
using System.Text;
using Pure.Answers.Comparison;
using Pure.Answers.Expressions;
using Pure.Answers.Numbers;
using Pure.Answers.Syntax;

namespace Pure.Answers;

/// <summary>Canonical keys of answers.</summary>
internal static class AnswerKey
{
    private const int Bits = ScalarComparer.FirstBits;
    private const int KeptBits = 100;
    private const int PointsKept = 3;

    /// <summary>The key of an answer; of one that cannot be read, its text without blanks.</summary>
    public static string Of(string answer)
    {
        try
        {
            if (Choice.Read(answer) is { Rest.Length: 0 } choice) return $"choice {choice.Letter}";
            MathLexer.Check(answer);
            var fuel = new Fuel(Fuel.PerGrading);
            return Key(Parameters.Plain(AnswerReader.Read(answer, new Reading(), fuel)), fuel);
        }
        catch (Exception e) when (e is UnreadableException or OutOfFuelException)
        {
            return $"text {string.Concat(answer.Where(c => !char.IsWhiteSpace(c)))}";
        }
    }

    private static string Key(Node node, Fuel fuel)
    {
        if (Names.TryAssignment(node, out _, out Node value)) return Key(value, fuel);
        if (node is Node.Relation { Signs: ["in"], Operands: [_, { } set] }) return Key(set, fuel);
        var scalars = new ScalarComparer(fuel, naturalLog: false);
        if (SetReader.LooksLikeSet(node))
        {
            try
            {
                if (new SetReader(scalars, fuel).Read(node) is { } reals) return Pieces(reals, fuel);
            }
            catch (UnreadableException)
            {
                // Ends without an order: as written.
            }
        }

        return node switch
        {
            Node.Number or Node.Symbol or Node.Constant or Node.Sum or Node.Product or Node.Power or Node.Function or Node.Call or Node.BigOperator => Scalar(node, fuel),
            Node.Quantity q => Key(q.Value, fuel),
            Node.Words w => $"words {w.Text}",
            Node.Several s => Sorted("list", s.Items, fuel),
            Node.Braces { Items: [{ } only] } => Key(only, fuel),
            Node.Braces b => Sorted("list", b.Items, fuel),
            Node.Ordered o => $"({string.Join(", ", o.Items.Select(item => Key(item, fuel)))})",
            Node.Ratio { Parts: [{ } a, { } b] } => Key(Build.Over(a, b), fuel),
            Node.Relation { Signs: ["="], Operands: [{ } left, { } right] } => Equation(left, right, fuel),
            _ => node.ToString(),
        };
    }

    private static string Sorted(string head, IReadOnlyList<Node> items, Fuel fuel) =>
        $"{head} {{{string.Join(", ", items.Select(item => Key(item, fuel)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}}}";

    private static string Pieces(RealSet set, Fuel fuel) => string.Join(" or ", set.Pieces.Select(piece =>
        $"{(piece.LowClosed ? '[' : '(')}{End(piece.Low, fuel)}, {End(piece.High, fuel)}{(piece.HighClosed ? ']' : ')')}"));

    private static string End(RealSet.End end, Fuel fuel) => end.Infinity switch { < 0 => "-inf", > 0 => "inf", _ => Key(end.Value!, fuel) };

    /// <summary>An equation is the quotient of its difference by that at the first point.</summary>
    private static string Equation(Node left, Node right, Fuel fuel)
    {
        List<ComplexBall> values = Values(Build.Minus(left, right), fuel, out bool exact);
        if (exact || values.Count < 2 || values[0].Inverse(Bits) is not { } inverse) return new Node.Relation([left, right], ["="]).ToString();
        return $"equation {string.Join(';', values.Skip(1).Select(value => Rounded(value.Times(inverse, Bits))))}";
    }

    private static string Scalar(Node node, Fuel fuel)
    {
        if (ExactEvaluator.Value(node, fuel) is { } exact) return exact.ToString();
        if (ScalarComparer.Infinity(node) is { } infinity) return infinity > 0 ? "inf" : "-inf";
        List<ComplexBall> values = Values(node, fuel, out bool constant);
        if (constant && values is [{ IsReal: true } real] && NearFractions.Of(real.Re) is { } near) return near.ToString();
        if (constant && values is [var complex] && NearFractions.Of(complex.Re) is { } re && NearFractions.Of(complex.Im) is { } im) return im.IsZero ? re.ToString() : $"{re} + {im} i";
        return values.Count == 0 ? node.ToString() : $"value {string.Join(';', values.Select(Rounded))}";
    }

    private static List<ComplexBall> Values(Node node, Fuel fuel, out bool constant)
    {
        SortedSet<string> names = NodeParts.Symbols(node);
        constant = names.Count == 0;
        var values = new List<ComplexBall>();
        for (int point = constant ? 0 : 4; point < (constant ? 1 : Samples.Real + 8) && values.Count < PointsKept; point++)
        {
            var evaluator = new NumericEvaluator(Bits, complex: true, naturalLog: false, fuel);
            foreach (string name in names) evaluator.Set(name, point < Samples.Real ? Samples.RealPoint(name, point) : Samples.WholePoint(name, point, names.Count));
            if (evaluator.Value(node) is { } value && value.Error < value.Magnitude - KeptBits - 20) values.Add(value);
        }

        return values;
    }

    /// <summary>The leading bits, rounded to nearest, so that a number and its approximation come out alike.</summary>
    private static string Rounded(ComplexBall value)
    {
        var text = new StringBuilder();
        foreach (Ball part in (ReadOnlySpan<Ball>)[value.Re, value.Im])
        {
            // Parts far below the other are rounding noise.
            if (part.IsExactZero || part.Magnitude < value.Magnitude - KeptBits) text.Append("0 ");
            else text.Append(part.Scaled(KeptBits - value.Magnitude).Nearest()).Append('e').Append(value.Magnitude).Append(' ');
        }

        return text.ToString().TrimEnd();
    }
}
