// Which left sides only name what stands on the right: a symbol, an applied symbol, a segment, a ratio of these, a tuple of symbols.
// An expression such as 11a+c names nothing.
using Pure.Answers.Expressions;

namespace Pure.Answers.Comparison;

/// <summary>Names of answers.</summary>
internal static class Names
{
    public static bool IsName(Node node) => node switch
    {
        Node.Symbol => true,
        Node.Call => true,
        Node.Function { Name: "abs" or "norm" or "det" or "Re" or "Im" or "arg" or "conj", Arguments: [{ } inside] } => IsName(inside),
        Node.Function { Name: "max" or "min" } => true,
        Node.Function { Name: "sin" or "cos" or "tan" or "cot", Arguments: [Node.Symbol or Node.Quantity { Value: Node.Symbol }] } => true,
        Node.Function { Name: "sin" or "cos" or "tan" or "cot", Arguments: [{ } inside] } => IsSegment(inside),
        Node.Product { Factors: [{ } top, Node.Power { Base: { } bottom, Exponent: Node.Number { Value: var exponent } }] } when exponent == -1 => IsName(top) && IsName(bottom),
        Node.Ratio ratio => ratio.Parts.All(IsName),
        Node.Ordered tuple => tuple.Items.All(item => item is Node.Symbol),
        Node.Matrix matrix => matrix.Rows.All(row => row.All(item => item is Node.Symbol)),
        _ => IsSegment(node),
    };

    /// <summary>The value of name = value, for names only.</summary>
    public static bool TryAssignment(Node node, out Node name, out Node value)
    {
        name = value = node;
        if (node is not Node.Relation relation) return false;
        int last = relation.Operands.Count - 1;
        if (relation.Signs.Any(sign => sign is not "=")) return false;
        if (IsName(relation.Operands[0]) && !(last == 1 && relation.Operands[0] is Node.Constant))
        {
            name = relation.Operands[0];
            value = relation.Operands[last];
            return true;
        }

        if (last != 1 || relation.Operands[1] is not Node.Symbol || NodeParts.Symbols(relation.Operands[0]).Count > 0) return false;
        name = relation.Operands[1];
        value = relation.Operands[0];
        return true;
    }

    /// <summary>x = y = 2 as what it says of each name; null for anything else.</summary>
    public static Node.Several? Shared(Node node)
    {
        if (node is not Node.Relation { Operands: { Count: > 2 } operands } relation || relation.Signs.Any(sign => sign != "=") || operands[^1] is Node.Symbol) return null;
        if (!operands.Take(operands.Count - 1).All(operand => operand is Node.Symbol)) return null;
        return new Node.Several([.. operands.Take(operands.Count - 1).Select(name => new Node.Relation([name, operands[^1]], ["="]))]);
    }

    /// <summary>Whether a node gives several values: a list, a tuple, a tuple of names with their values.</summary>
    public static bool GivesSeveral(Node node) => node is Node.Several or Node.Ordered or Node.Relation { Signs: ["="], Operands: [Node.Ordered, _] };

    /// <summary>Capital letters side by side: a segment, a polygon.</summary>
    private static bool IsSegment(Node node) => node is Node.Product { Factors: { Count: <= 8 } factors } && factors.All(IsPoint);

    private static bool IsPoint(Node node) => node is Node.Symbol { Name: { Length: > 0 } name } && (char.IsUpper(name[0]) && (name.Length == 1 || name[1] is '_' or '\'') || name[0] is '∠' or '△');
}
