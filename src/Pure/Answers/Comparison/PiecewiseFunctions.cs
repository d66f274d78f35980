// Functions in pieces that are cut at other places, or written without pieces: |x| is x for x >= 0 and -x for x < 0. Each side is a list of real sets with the value on each. Both are
// the same when they are defined on the same set and agree wherever a piece of one meets a piece of the other: at the ends that belong to both, and at points inside that depend on
// both answers, so that no answer can be made to agree there only.
using Pure.Answers.Expressions;
using Pure.Answers.Numbers;

namespace Pure.Answers.Comparison;

/// <summary>Compares functions of one real variable by their values.</summary>
internal sealed class PiecewiseFunctions(ScalarComparer comparer, SetReader sets)
{
    private const int PointsInside = 8;

    /// <summary>Whether both are the same function; null when one cannot be read as a function of the variable of the conditions.</summary>
    public Outcome? Compare(Node gold, Node prediction)
    {
        Node[] conditions = [.. new[] { gold, prediction }.OfType<Node.Piecewise>().SelectMany(function => function.Conditions).Where(condition => condition is not Node.Words)];
        if (NodeParts.Symbols(conditions) is not { Count: 1 } names) return null;
        try
        {
            if (Parts(gold) is not { } left || Parts(prediction) is not { } right) return null;
            if (!Domain(left).Same(Domain(right), comparer)) return Outcome.Different("defined elsewhere");
            return Agree(left, right, names.Min!, $"{gold}|{prediction}");
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    private Outcome Agree(List<Part> left, List<Part> right, string variable, string both)
    {
        Outcome result = Outcome.Equal("same function in pieces");
        foreach ((Part a, Part b) in left.SelectMany(a => right.Select(b => (a, b))))
        {
            foreach (Node at in a.Where.Intersection(b.Where, comparer).Pieces.SelectMany(piece => Points(piece, both)))
            {
                (Node x, Node y) = (NodeParts.Substitute(a.Value, variable, at), NodeParts.Substitute(b.Value, variable, at));
                if (comparer.IsUndefined(x) && comparer.IsUndefined(y)) continue;
                Outcome here = comparer.Compare(x, y);
                if (here.Verdict == AnswerVerdict.NotEqual) return here;
                if (!here.IsEqual) result = here;
            }
        }

        return result;
    }

    /// <summary>The sets on which a function has its values; a formula has its own everywhere.</summary>
    private List<Part>? Parts(Node node)
    {
        if (node is not Node.Piecewise function) return AnswerComparer.IsArithmetic(node) ? [new Part(RealSet.All, node)] : null;
        if (!function.Values.All(AnswerComparer.IsArithmetic)) return null;
        var parts = new List<Part>();
        RealSet said = RealSet.Empty;
        foreach ((Node value, Node condition) in function.Values.Zip(function.Conditions).Where(piece => piece.Second is not Node.Words))
        {
            if (sets.Read(condition) is not { } where) return null;
            parts.Add(new Part(where, value));
            said = said.Union(where, comparer);
        }

        foreach ((Node value, Node condition) in function.Values.Zip(function.Conditions).Where(piece => piece.Second is Node.Words))
        {
            if (condition is not Node.Words { Text: "otherwise" }) return null;
            parts.Add(new Part(said.Complement(), value));
        }

        return parts;
    }

    private RealSet Domain(List<Part> parts) => parts.Select(part => part.Where).Aggregate((a, b) => a.Union(b, comparer));

    private static IEnumerable<Node> Points(RealSet.Piece piece, string both)
    {
        if (piece.LowClosed) yield return piece.Low.Value!;
        if (piece.LowClosed && ReferenceEquals(piece.Low.Value, piece.High.Value)) yield break;
        if (piece.HighClosed) yield return piece.High.Value!;
        for (int k = 0; k < PointsInside; k++)
        {
            Node share = new Node.Number(Rational.Of((Samples.Hash(both, k) >> 32) + 1, (1L << 32) + 2)), distance = Build.Times(share, new Node.Number(k % 2 == 0 ? 2 : 40));
            yield return (piece.Low.Value, piece.High.Value) switch
            {
                ({ } low, { } high) => Build.Plus(low, Build.Times(share, Build.Minus(high, low))),
                ({ } low, null) => Build.Plus(low, distance),
                (null, { } high) => Build.Minus(high, distance),
                _ => Build.Minus(Build.Times(distance, new Node.Number(2)), new Node.Number(k % 2 == 0 ? 2 : 40)),
            };
        }
    }

    private sealed record Part(RealSet Where, Node Value);
}
