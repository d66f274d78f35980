using Pure.Answers.Expressions;

namespace Pure.Answers.Syntax;

/// <content>Sums, products, integrals and limits.</content>
internal sealed partial class ExpressionParser
{
    private Node Big(string name)
    {
        Node? lower = null, upper = null;
        string variable = "";
        while (Current.Is("_") || Current.Is("^"))
        {
            bool below = Current.Is("_");
            _at++;
            Node end = Bound();
            if (below) lower = end;
            else upper = end;
        }

        if (lower is Node.Relation { Operands: [Node.Symbol or Node.Constant { Kind: ConstantKind.I }, { } from], Signs: ["=" or "->"] } start)
        {
            variable = start.Operands[0] is Node.Symbol s ? s.Name : "i";
            lower = from;
        }

        Node body = Term();
        if (variable == "i") body = Indices.FromImaginary(body);
        if (name == "int" && body is Node.Product { Factors: [.., Node.Symbol { Name: "d" }, Node.Symbol over] } integrand)
        {
            variable = over.Name;
            body = new Node.Product([.. integrand.Factors.Take(integrand.Factors.Count - 2)]);
        }

        if (variable.Length == 0) return new Node.BigOperator(name, variable, lower, upper, body);
        string bound = $"#{Levels(body) + 1}";
        return new Node.BigOperator(name, bound, lower, upper, NodeParts.WithIndex(NodeParts.Substitute(body, variable, new Node.Symbol(bound)), variable, bound));
    }

    /// <summary>How many operators stand in each other: what is bound is named by it, whatever its letter was.</summary>
    private static int Levels(Node node) => NodeParts.Of(node).Select(Levels).DefaultIfEmpty(0).Max() + (node is Node.BigOperator ? 1 : 0);

    /// <summary>A bound of a sum: a group or one token, not a power of it.</summary>
    private Node Bound()
    {
        if (Current.Is("{")) return Group();
        bool negative = Take("-");
        Node bound = Unbraced();
        return negative ? Build.Negative(bound) : bound;
    }
}
