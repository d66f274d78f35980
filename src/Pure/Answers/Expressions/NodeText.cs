using System.Globalization;
using System.Text;

namespace Pure.Answers.Expressions;

/// <summary>Trees as text, for traces and for comparing structure.</summary>
internal static class NodeText
{
    /// <summary>A tree as nested parentheses.</summary>
    public static string Of(Node node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Node node)
    {
        switch (node)
        {
            case Node.Number n: text.Append(n.Value); break;
            case Node.Symbol s: text.Append(s.Name); break;
            case Node.Constant c: text.Append('\\').Append(c.Kind); break;
            case Node.PlusMinus p: text.Append(p.MinusFirst ? '∓' : '±'); break;
            case Node.NamedSet s: text.Append('\\').Append(s.Name); break;
            case Node.Words w: text.Append('"').Append(w.Text).Append('"'); break;
            case Node.BaseNumeral b: text.Append(b.Digits).Append("_base_").Append(b.Base); break;
            case Node.Quantity q: List(text, $"unit:{q.Unit}", [q.Value]); break;
            case Node.Function f: List(text, f.Name, f.Arguments); break;
            case Node.Call f: List(text, $"call {f.Name}", f.Arguments); break;
            case Node.BigOperator o: List(text, $"{o.Name} {o.Variable}", [o.Lower ?? new Node.Words(""), o.Upper ?? new Node.Words(""), o.Body]); break;
            case Node.Relation r: List(text, string.Join(' ', r.Signs), r.Operands); break;
            case Node.Interval i: List(text, $"interval{(i.LowClosed ? '[' : '(')}{(i.HighClosed ? ']' : ')')}", [i.Low, i.High]); break;
            case Node.SetOperation o: List(text, o.Name, [o.Left, o.Right]); break;
            case Node.SetBuilder b: List(text, "such-that", [b.Element, b.Condition]); break;
            case Node.Matrix m:
                foreach (IReadOnlyList<Node> row in m.Rows) List(text, "row", row);
                break;
            default: List(text, Head(node), NodeParts.Of(node)); break;
        }
    }

    private static string Head(Node node) => node switch
    {
        Node.Sum => "+",
        Node.Product => "*",
        Node.Power => "^",
        Node.Ordered => "tuple",
        Node.Braces => "set",
        // x < 1 and x > 3 is not x < 1 or x > 3.
        Node.Several { Connector: "and" } several when several.Items.Any(item => item is Node.Relation relation && relation.Signs.Any(sign => sign != "=")) => "all",
        Node.Several => "list",
        Node.Ratio => "ratio",
        Node.Piecewise => "pieces",
        _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{node.GetType()} has no text.")),
    };

    private static void List(StringBuilder text, string head, IReadOnlyList<Node> parts)
    {
        text.Append('(').Append(head);
        foreach (Node part in parts)
        {
            text.Append(' ');
            Write(text, part);
        }

        text.Append(')');
    }
}
