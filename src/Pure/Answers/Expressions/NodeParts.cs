namespace Pure.Answers.Expressions;

/// <summary>The children of trees, and trees with other children.</summary>
internal static class NodeParts
{
    /// <summary>The parts of a tree in the order in which they stand.</summary>
    public static IReadOnlyList<Node> Of(Node node) => node switch
    {
        Node.Sum n => n.Terms,
        Node.Product n => n.Factors,
        Node.Power n => [n.Base, n.Exponent],
        Node.Function n => n.Arguments,
        Node.Call n => n.Arguments,
        Node.BigOperator n => [.. new[] { n.Lower, n.Upper, n.Body }.OfType<Node>()],
        Node.Relation n => n.Operands,
        Node.Ordered n => n.Items,
        Node.Braces n => n.Items,
        Node.Several n => n.Items,
        Node.Interval n => [n.Low, n.High],
        Node.SetOperation n => [n.Left, n.Right],
        Node.SetBuilder n => [n.Element, n.Condition],
        Node.Matrix n => [.. n.Rows.SelectMany(row => row)],
        Node.Quantity n => [n.Value],
        Node.Ratio n => n.Parts,
        Node.Piecewise n => [.. n.Values, .. n.Conditions],
        _ => [],
    };

    /// <summary>The same tree with each part replaced.</summary>
    public static Node Map(Node node, Func<Node, Node> map) => node switch
    {
        Node.Sum n => n with { Terms = All(n.Terms, map) },
        Node.Product n => n with { Factors = All(n.Factors, map) },
        Node.Power n => new Node.Power(map(n.Base), map(n.Exponent)),
        Node.Function n => n with { Arguments = All(n.Arguments, map) },
        Node.Call n => n with { Arguments = All(n.Arguments, map) },
        Node.BigOperator n => n with { Lower = n.Lower is null ? null : map(n.Lower), Upper = n.Upper is null ? null : map(n.Upper), Body = map(n.Body) },
        Node.Relation n => n with { Operands = All(n.Operands, map) },
        Node.Ordered n => n with { Items = All(n.Items, map) },
        Node.Braces n => n with { Items = All(n.Items, map) },
        Node.Several n => n with { Items = All(n.Items, map) },
        Node.Interval n => n with { Low = map(n.Low), High = map(n.High) },
        Node.SetOperation n => n with { Left = map(n.Left), Right = map(n.Right) },
        Node.SetBuilder n => new Node.SetBuilder(map(n.Element), map(n.Condition)),
        Node.Matrix n => new Node.Matrix([.. n.Rows.Select(row => All(row, map))]),
        Node.Quantity n => n with { Value = map(n.Value) },
        Node.Ratio n => new Node.Ratio(All(n.Parts, map)),
        Node.Piecewise n => new Node.Piecewise(All(n.Values, map), All(n.Conditions, map)),
        _ => node,
    };

    /// <summary>Whether a tree or any part of it meets a condition.</summary>
    public static bool Any(Node node, Func<Node, bool> condition) => condition(node) || Of(node).Any(part => Any(part, condition));

    /// <summary>The names that are free in a tree, sorted.</summary>
    public static SortedSet<string> Symbols(params ReadOnlySpan<Node> nodes)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Node node in nodes) Collect(node, names);
        return names;
    }

    /// <summary>The tree with a name replaced by a tree.</summary>
    public static Node Substitute(Node node, string name, Node value) =>
        node is Node.Symbol s ? s.Name == name ? value : node : Map(node, part => Substitute(part, name, value));

    /// <summary>The tree with an index put in the place of a name that stands below: a_k becomes a_3.</summary>
    public static Node WithIndex(Node node, string name, string index) => node is Node.Symbol s
        ? s.Name.EndsWith($"_{name}", StringComparison.Ordinal) ? new Node.Symbol($"{s.Name[..^name.Length]}{index}") : node
        : Map(node, part => WithIndex(part, name, index));

    private static void Collect(Node node, SortedSet<string> names)
    {
        if (node is Node.Symbol s) names.Add(s.Name);
        if (node is Node.BigOperator o)
        {
            SortedSet<string> inner = Symbols(o.Body);
            inner.Remove(o.Variable);
            names.UnionWith(inner);
            if (o.Lower is not null) Collect(o.Lower, names);
            if (o.Upper is not null) Collect(o.Upper, names);
            return;
        }

        foreach (Node part in Of(node)) Collect(part, names);
    }

    private static Node[] All(IReadOnlyList<Node> parts, Func<Node, Node> map)
    {
        var result = new Node[parts.Count];
        for (int k = 0; k < result.Length; k++) result[k] = map(parts[k]);
        return result;
    }
}
