// What is the same answer in another form: the decimal behind an approximation sign goes, both values of a plus-minus stand side by side,
// groups of names become tuples, arithmetic of matrices is worked out.
using Pure.Answers.Expressions;
using Pure.Answers.Numbers;

namespace Pure.Answers.Comparison;

/// <summary>Brings trees into the form that is compared.</summary>
internal static class Normalizer
{
    private const int MaximumSigns = 6;

    /// <summary>The normal form.</summary>
    public static Node Normal(Node node, Fuel fuel)
    {
        node = Quotients(Unqualified(Exact(node)));
        if (node is Node.Product { Factors: [Node.Number { Value: var sign }, Node.BaseNumeral numeral] } && sign == -1) return numeral with { Digits = $"-{numeral.Digits}" };
        node = Expanded(node, fuel);
        node = Tuples.Reduced(Grouped(node));
        return Matrices.Reduced(node, fuel);
    }

    /// <summary>exact ~ decimal is the exact part; name ~ value is an assignment.</summary>
    private static Node Exact(Node node)
    {
        if (node is Node.Several several) return several with { Items = [.. several.Items.Select(Exact)] };
        if (node is not Node.Relation relation || !relation.Signs.Any(sign => sign == "~")) return node;
        int cut = relation.Signs.ToList().IndexOf("~");
        if (cut == 0 && Names.IsName(relation.Operands[0])) return new Node.Relation([relation.Operands[0], relation.Operands[1]], ["="]);
        return cut == 0 ? relation.Operands[0] : new Node.Relation([.. relation.Operands.Take(cut + 1)], [.. relation.Signs.Take(cut)]);
    }

    /// <summary>Without "k in Z" beside an answer in k: it says what k may be, and is no answer.</summary>
    private static Node Unqualified(Node node)
    {
        if (node is not Node.Several { Group: false } several) return node;
        string[] declared = [.. several.Items.Select(Declaration).OfType<string>().Where(name => several.Items.Any(other => Declaration(other) != name && NodeParts.Symbols(other).Contains(name)))];
        Node[] kept = [.. several.Items.Where(item => Declaration(item) is not { } name || !declared.Contains(name))];
        if (declared.Length == 0 || kept.Length == 0) return node;
        Node answer = kept.Length == 1 ? kept[0] : several with { Items = kept };
        return declared.Aggregate(answer, Parameters.Marked);
    }

    /// <summary>The name that an item says is whole.</summary>
    private static string? Declaration(Node item) => item is Node.Relation { Signs: ["in"], Operands: [Node.Symbol { Name: var name }, Node.NamedSet { Name: "Z" or "N" or "Z+" or "N+" or "N*" }] } ? name : null;

    /// <summary>In an equation a ratio of two is their quotient.</summary>
    private static Node Quotients(Node node) => node switch
    {
        Node.Several several => several with { Items = [.. several.Items.Select(Quotients)] },
        Node.Relation relation when relation.Signs.All(sign => sign == "=") && relation.Operands.All(operand => operand is not Node.Ratio { Parts.Count: not 2 }) =>
            relation with { Operands = [.. relation.Operands.Select(operand => operand is Node.Ratio { Parts: [{ } top, { } bottom] } && !IsZero(bottom) ? Build.Over(top, bottom) : operand)] },
        _ => node,
    };

    private static bool IsZero(Node node) => node is Node.Number { Value.IsZero: true };

    private static Node Expanded(Node node, Fuel fuel)
    {
        switch (node)
        {
            case Node.Several several:
                return Flat(several, several.Items.Select(item => Expanded(item, fuel)));
            case Node.Braces braces:
                return new Node.Braces([.. braces.Items.SelectMany(item => Expanded(item, fuel) is Node.Several { Group: false } values ? values.Items : [Expanded(item, fuel)])]);
            case Node.SetOperation operation:
                return new Node.SetOperation(operation.Name, Expanded(operation.Left, fuel), Expanded(operation.Right, fuel));
        }

        int signs = Count(node);
        if (signs == 0) return node;
        bool linked = NodeParts.Any(node, part => part is Node.PlusMinus { MinusFirst: true });
        if (signs > MaximumSigns && !linked) throw new UnreadableException("more than 6 plus-minus signs");
        int choices = linked ? 2 : 1 << signs;
        fuel.Spend(choices * 20L);
        var values = new List<Node>();
        for (int choice = 0; choice < choices; choice++)
        {
            int index = 0;
            values.Add(Chosen(node, choice, linked, ref index));
        }

        return new Node.Several(values);
    }

    private static Node Flat(Node.Several several, IEnumerable<Node> items)
    {
        List<Node> flat = [.. items.SelectMany(item => item is Node.Several { Group: false } inner && !several.Group ? inner.Items : [item])];
        return several with { Items = flat };
    }

    private static int Count(Node node) => node is Node.PlusMinus ? 1 : NodeParts.Of(node).Sum(Count);

    private static Node Chosen(Node node, int choice, bool linked, ref int index)
    {
        if (node is Node.PlusMinus sign)
        {
            bool minus = linked ? (choice == 1) != sign.MinusFirst : ((choice >> index++) & 1) == 1;
            return minus ? Build.MinusOne : Build.One;
        }

        IReadOnlyList<Node> parts = NodeParts.Of(node);
        if (parts.Count == 0) return node;
        var chosen = new Queue<Node>();
        foreach (Node part in parts) chosen.Enqueue(Chosen(part, choice, linked, ref index));
        return NodeParts.Map(node, _ => chosen.Dequeue());
    }

    /// <summary>p=5, q=2; p=7, q=2: each group is a tuple of values.</summary>
    private static Node Grouped(Node node)
    {
        if (node is not Node.Several several || !several.Items.Any(item => item is Node.Several { Group: true })) return node;
        return several with
        {
            Items = [.. several.Items.Select(item => item is Node.Several { Group: true } group
                ? new Node.Ordered([.. group.Items.Select(part => Names.TryAssignment(part, out _, out Node value) ? value : part)], Round: true)
                : item)],
        };
    }
}
