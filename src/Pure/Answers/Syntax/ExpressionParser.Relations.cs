using Pure.Answers.Expressions;

namespace Pure.Answers.Syntax;

/// <content>Relations, maps, congruences.</content>
internal sealed partial class ExpressionParser
{
    /// <summary>One answer: an expression, or several with relations between them.</summary>
    private Node Element()
    {
        while (Current.Is("~") || Current.Is("=")) _at++;
        var operands = new List<Node> { NamedOrOperand() };
        var signs = new List<string>();
        while (Current is { Kind: MathTokenKind.Symbol, Text: "=" or "!=" or "<" or ">" or "<=" or ">=" or "~" or "===" or "in" or "notin" or "ni" or "->" or "↦" or "=>" or "<=>" or "subset" or "subseteq" or "∥" or "⊥" })
        {
            signs.Add(Current.Text);
            _at++;
            operands.Add(Operand());
        }

        if (Modulus() is { } modulus && signs.Count > 0)
        {
            signs.Add("mod");
            operands.Add(modulus);
        }

        return signs.Count == 0 ? operands[0] : signs is ["↦"] ? Mapped(operands[0], operands[1]) : new Node.Relation(operands, signs);
    }

    /// <summary>f: x ↦ value is f(x) = value, and without a name the value.</summary>
    private static Node Mapped(Node from, Node value) => from switch
    {
        Node.Ratio { Parts: [Node.Symbol function, { } argument] } => new Node.Relation([new Node.Call(function.Name, argument is Node.Ordered many ? many.Items : [argument]), value], ["="]),
        Node.Symbol or Node.Ordered => value,
        _ => new Node.Relation([from, value], ["↦"]),
    };

    /// <summary>The m of "(mod m)" behind a value; behind a value alone it only says where the value lives.</summary>
    private Node? Modulus()
    {
        if (Current.IsCommand("pmod"))
        {
            _at++;
            return Argument();
        }

        if (!AtModulus()) return null;
        _at += 2;
        Node modulus = Sum();
        Expect(")");
        return modulus;
    }

    private bool AtModulus() => Current.Is("(") && Next is { Kind: MathTokenKind.Function, Text: "mod" };
}
