using Pure.Answers.Expressions;

namespace Pure.Answers.Syntax;

/// <summary>The unit of one factor is the unit of the product.</summary>
internal static class Quantities
{
    public static Node Lift(Node node)
    {
        if (node is not Node.Product product) return node;
        int at = -1;
        for (int k = 0; k < product.Factors.Count; k++)
        {
            if (product.Factors[k] is not Node.Quantity) continue;
            if (at >= 0) return node;
            at = k;
        }

        if (at < 0) return node;
        var quantity = (Node.Quantity)product.Factors[at];
        Node[] factors = [.. product.Factors];
        factors[at] = quantity.Value;
        return new Node.Quantity(factors is [Node.Number { Value: var sign }, Node.Number { } number] && sign == -1 ? number with { Value = -number.Value } : new Node.Product(factors), quantity.Unit);
    }
}
