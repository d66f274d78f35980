using Pure.Answers.Expressions;

namespace Pure.Answers.Comparison;

/// <summary>Arithmetic of tuples as vectors: multiples and sums, entry by entry.</summary>
internal static class Tuples
{
    /// <summary>The tree with each vector expression made one tuple.</summary>
    public static Node Reduced(Node node) => node switch
    {
        Node.Several several => several with { Items = [.. several.Items.Select(Reduced)] },
        Node.Relation { Signs: ["="], Operands: [{ } left, { } right] } relation => relation with { Operands = [left, Reduced(right)] },
        Node.Power { Base: Node.Ordered column, Exponent: Node.Symbol { Name: "T" or "⊤" } } => column,
        Node.Sum or Node.Product when NodeParts.Of(node).Any(part => part is Node.Ordered or Node.Product { Factors: [.., Node.Ordered] }) && Vector(node) is { } vector => vector,
        _ => node,
    };

    private static Node.Ordered? Vector(Node node)
    {
        switch (node)
        {
            case Node.Ordered tuple: return tuple;
            case Node.Product product:
                Node.Ordered? only = null;
                var scalars = new List<Node>();
                foreach (Node factor in product.Factors)
                {
                    if (factor is not Node.Ordered tuple) scalars.Add(factor);
                    else if (only is null) only = tuple;
                    else return null;
                }

                if (only is null) return null;
                Node scale = scalars.Count == 1 ? scalars[0] : new Node.Product(scalars);
                return only with { Items = [.. only.Items.Select(item => Build.Times(scale, item))] };
            case Node.Sum sum:
                Node.Ordered? total = null;
                foreach (Node term in sum.Terms)
                {
                    if (Vector(term) is not { } part || (total is not null && total.Items.Count != part.Items.Count)) return null;
                    total = total is null ? part : total with { Items = [.. total.Items.Zip(part.Items, Build.Plus)] };
                }

                return total;
            default: return null;
        }
    }
}
