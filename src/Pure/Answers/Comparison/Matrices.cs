using Pure.Answers.Expressions;
using Pure.Answers.Numbers;

namespace Pure.Answers.Comparison;

/// <summary>Arithmetic of matrices, worked out entry by entry.</summary>
internal static class Matrices
{
    private const int MaximumEntries = 1024;

    /// <summary>The tree with each matrix expression made one matrix.</summary>
    public static Node Reduced(Node node, Fuel fuel) =>
        !NodeParts.Any(node, part => part is Node.Matrix) ? node : Matrix(node, fuel) is { } matrix ? matrix : NodeParts.Map(node, part => Reduced(part, fuel));

    private static Node.Matrix? Matrix(Node node, Fuel fuel)
    {
        fuel.Spend(10);
        switch (node)
        {
            case Node.Matrix matrix: return matrix;
            case Node.Sum sum:
                Node.Matrix? total = null;
                foreach (Node term in sum.Terms)
                {
                    if (Matrix(term, fuel) is not { } part) return null;
                    if (total is null) total = part;
                    else if (Shape(total) != Shape(part)) return null;
                    else total = Each(total, part, Build.Plus);
                }

                return total;
            case Node.Product product: return Product(product, fuel);
            case Node.Power { Base: { } inner, Exponent: Node.Symbol { Name: "T" or "t" or "⊤" } } when Matrix(inner, fuel) is { } turned: return Transposed(turned);
            case Node.Power { Base: { } inner, Exponent: Node.Number { Value: { IsInteger: true, Sign: > 0 } count } } when count <= 8 && Matrix(inner, fuel) is { } factor:
                Node.Matrix? raised = factor;
                for (int k = 1; k < (int)count.Numerator && raised is not null; k++) raised = Times(raised, factor, fuel);
                return raised;
            default: return null;
        }
    }

    private static Node.Matrix? Product(Node.Product product, Fuel fuel)
    {
        Node.Matrix? result = null;
        var scalars = new List<Node>();
        foreach (Node factor in product.Factors)
        {
            if (Matrix(factor, fuel) is not { } matrix) scalars.Add(factor);
            else if (result is null) result = matrix;
            else if (Times(result, matrix, fuel) is { } next) result = next;
            else return null;
        }

        if (result is null || scalars.Count == 0) return result;
        Node scale = scalars.Count == 1 ? scalars[0] : new Node.Product(scalars);
        return new Node.Matrix([.. result.Rows.Select(row => (IReadOnlyList<Node>)[.. row.Select(entry => Build.Times(scale, entry))])]);
    }

    private static Node.Matrix? Times(Node.Matrix a, Node.Matrix b, Fuel fuel)
    {
        int inner = a.Rows[0].Count;
        if (inner != b.Rows.Count || a.Rows.Count * b.Rows[0].Count * inner > MaximumEntries) return null;
        fuel.Spend(a.Rows.Count * b.Rows[0].Count * inner);
        return new Node.Matrix([.. a.Rows.Select(row => (IReadOnlyList<Node>)[.. Enumerable.Range(0, b.Rows[0].Count).Select(column =>
            (Node)new Node.Sum([.. Enumerable.Range(0, inner).Select(k => Build.Times(row[k], b.Rows[k][column]))]))])]);
    }

    private static Node.Matrix Transposed(Node.Matrix a) =>
        new([.. Enumerable.Range(0, a.Rows[0].Count).Select(column => (IReadOnlyList<Node>)[.. a.Rows.Select(row => row[column])])]);

    private static Node.Matrix Each(Node.Matrix a, Node.Matrix b, Func<Node, Node, Node> combine) =>
        new([.. a.Rows.Zip(b.Rows, (left, right) => (IReadOnlyList<Node>)[.. left.Zip(right, combine)])]);

    private static (int Rows, int Columns) Shape(Node.Matrix a) => (a.Rows.Count, a.Rows[0].Count);
}
