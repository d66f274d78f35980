using Pure.Answers.Expressions;

namespace Pure.Answers.Comparison;

/// <summary>Reads trees as sets of real numbers: intervals, unions, inequalities, conditions.</summary>
internal sealed class SetReader(ScalarComparer comparer, Fuel fuel)
{
    private static readonly string[] Orders = ["<", ">", "<=", ">=", "!="];

    /// <summary>Whether a tree is written as a set of reals, finite lists aside.</summary>
    public static bool LooksLikeSet(Node node) => node switch
    {
        Node.Interval or Node.SetBuilder or Node.SetOperation => true,
        Node.NamedSet => true,
        Node.Sum { Terms: [Node.NamedSet or Node.Interval, ..] } => true,
        Node.Sum { Terms: [Node.Ordered { Round: true, Items.Count: 2 }, Node.Product { Factors: [Node.Number, Node.Braces] }] } => true,
        Node.Relation relation => relation.Signs.All(sign => Orders.Contains(sign)) || relation is { Signs: ["in" or "notin"] },
        Node.Several several => several.Items.Any(LooksLikeSet) && several.Items.All(item => LooksLikeSet(item) || item is Node.Relation { Signs: ["="], Operands: [Node.Symbol, _] }),
        _ => false,
    };

    /// <summary>The set, or null when the tree is none that can be worked out.</summary>
    public RealSet? Read(Node node)
    {
        fuel.Spend(20);
        switch (node)
        {
            case Node.NamedSet { Name: "∅" }: return RealSet.Empty;
            case Node.NamedSet { Name: "R" }: return RealSet.All;
            case Node.NamedSet { Name: "R+" }: return RealSet.Of(new RealSet.End(Build.Zero, 0), false, RealSet.End.High, false, comparer);
            case Node.NamedSet { Name: "R-" }: return RealSet.Of(RealSet.End.Low, false, new RealSet.End(Build.Zero, 0), false, comparer);
            case Node.Interval i: return Interval(i.Low, i.LowClosed, i.High, i.HighClosed);
            case Node.Ordered { Round: true, Items: [{ } low, { } high] }: return Interval(low, false, high, false);
            case Node.Braces braces: return Points(braces.Items);
            case Node.SetOperation operation: return Combined(operation.Name, Read(operation.Left), Read(operation.Right));
            case Node.Sum { Terms: [{ } whole, Node.Product { Factors: [Node.Number { Value: var sign }, { } removed] }] } when sign == -1: return Combined("setminus", Read(whole), Read(removed));
            case Node.SetBuilder builder: return Condition(builder);
            case Node.Relation relation: return Relation(relation);
            case Node.Several several: return Several(several);
            default: return null;
        }
    }

    private RealSet? Condition(Node.SetBuilder builder)
    {
        RealSet? result = Read(builder.Condition);
        return builder.Element is Node.Relation { Signs: ["in"], Operands: [_, { } domain] } && Read(domain) is { } whole ? result?.Intersection(whole, comparer) : builder.Element is Node.Symbol ? result : null;
    }

    private RealSet? Interval(Node low, bool lowClosed, Node high, bool highClosed)
    {
        if (End(low) is not { } a || End(high) is not { } b) return null;
        // Infinity belongs to no interval of reals, and a half-open one needs ends that differ; such brackets are compared as written.
        if ((lowClosed && a.Infinity != 0) || (highClosed && b.Infinity != 0)) return null;
        int order = RealSet.End.Compare(a, b, comparer);
        if (order > 0 || (order == 0 && !(lowClosed && highClosed))) return null;
        return RealSet.Of(a, lowClosed, b, highClosed, comparer);
    }

    private RealSet.End? End(Node node)
    {
        if (ScalarComparer.Infinity(node) is { } infinity) return new RealSet.End(null, infinity);
        return NodeParts.Symbols(node).Count == 0 && comparer.Sign(node) is not null ? new RealSet.End(node, 0) : null;
    }

    private RealSet? Points(IReadOnlyList<Node> items)
    {
        RealSet result = RealSet.Empty;
        foreach (Node item in items)
        {
            if (End(item) is not { Infinity: 0 }) return null;
            result = result.Union(RealSet.Point(item), comparer);
        }

        return result;
    }

    private RealSet? Combined(string name, RealSet? left, RealSet? right)
    {
        if (left is null || right is null) return null;
        return name switch
        {
            "cup" => left.Union(right, comparer),
            "cap" => left.Intersection(right, comparer),
            _ => left.Intersection(right.Complement(), comparer),
        };
    }

    private RealSet? Relation(Node.Relation relation)
    {
        if (relation is { Signs: ["in" or "notin"], Operands: [{ } member, { } set] })
            return Names.IsName(member) && Read(set) is { } inside ? relation.Signs[0] == "in" ? inside : inside.Complement() : null;
        Node[] operands = [.. relation.Operands.Select(Plain)];
        SortedSet<string> names = Unknowns(relation);
        if (names.Count != 1) return null;
        var solver = new Inequalities(comparer, fuel);
        RealSet result = RealSet.All;
        for (int k = 0; k < relation.Signs.Count; k++)
        {
            if (solver.Solve(operands[k], relation.Signs[k], operands[k + 1], names.Min!) is not { } part) return null;
            result = result.Intersection(part, comparer);
        }

        return result;
    }

    /// <summary>The names of which a relation speaks, f(x) being one of its own.</summary>
    public static SortedSet<string> Unknowns(Node.Relation relation) => NodeParts.Symbols([.. relation.Operands.Select(Plain)]);

    /// <summary>f(x) between two bounds is a variable like any other; units do not matter here.</summary>
    private static Node Plain(Node node) => node switch
    {
        Node.Call call => new Node.Symbol(call.ToString()),
        Node.Quantity quantity => Plain(quantity.Value),
        _ => node,
    };

    /// <summary>Conditions side by side: both hold, unless that is impossible or "or" is said.</summary>
    private RealSet? Several(Node.Several several)
    {
        var parts = new List<RealSet>();
        foreach (Node item in several.Items)
        {
            Node stripped = item is Node.Relation { Signs: ["="], Operands: [Node.Symbol, { } value] } ? new Node.Braces([value]) : item;
            if (Read(stripped) is not { } part) return null;
            parts.Add(part);
        }

        RealSet union = parts.Aggregate((a, b) => a.Union(b, comparer));
        if (several.Connector == "or" || several.Items.All(item => item is not Node.Relation)) return union;
        RealSet both = parts.Aggregate((a, b) => a.Intersection(b, comparer));
        return both.Pieces.Count > 0 || several.Connector == "and" ? both : union;
    }
}
