using Pure.Answers.Expressions;
using Pure.Answers.Numbers;

namespace Pure.Answers.Comparison;

/// <content>Equations and inequalities.</content>
internal sealed partial class AnswerComparer
{
    private Outcome Relations(Node gold, Node prediction)
    {
        if (gold is Node.Relation a && prediction is Node.Relation b) return Both(a, b);
        return gold is Node.Relation relation ? One(relation, prediction, relationIsGold: true) : One((Node.Relation)prediction, gold, relationIsGold: false);
    }

    /// <summary>A relation and a value: name = value, a chain of equal values, x in S.</summary>
    private Outcome One(Node.Relation relation, Node other, bool relationIsGold)
    {
        Outcome With(Node value) => relationIsGold ? Compare(value, other) : Compare(other, value);
        if (relation is { Signs: ["in"], Operands: [{ } member, { } set] } && Names.IsName(member)) return With(set);
        if (relation.Signs.Any(sign => sign != "=")) return Outcome.Different("a relation and a value");
        if (!Consistent(relation)) return Outcome.Different("an equation that does not hold");
        if (Names.TryAssignment(relation, out _, out Node value)) return With(value);
        bool constants = relation.Operands.All(operand => IsConstant(operand));
        return constants || IsIdentity(relation) ? With(relation.Operands[^1]) : Outcome.Different("an equation and a value");
    }

    /// <summary>A value worked out step by step: each side is the same function.</summary>
    private bool IsIdentity(Node.Relation relation) =>
        relation.Operands.All(IsArithmetic) && relation.Operands.Zip(relation.Operands.Skip(1)).All(pair => _scalars.Compare(pair.First, pair.Second).IsEqual);

    private static bool IsConstant(Node node) => NodeParts.Symbols(node).Count == 0 && (IsArithmetic(node) || node is Node.Quantity) && !NodeParts.Any(node, part => part is Node.Call);

    /// <summary>All constant parts of a chain agree: 5 = 6 says nothing.</summary>
    private bool Consistent(Node.Relation relation)
    {
        Node? first = null;
        foreach (Node operand in relation.Operands)
        {
            if (!IsConstant(operand)) continue;
            if (first is not null && Compare(first, operand).Verdict == AnswerVerdict.NotEqual) return false;
            first ??= operand;
        }

        return true;
    }

    private Outcome Both(Node.Relation a, Node.Relation b)
    {
        if (a.Signs.All(sign => sign == "=") && b.Signs.All(sign => sign == "=")) return Equations(a, b);
        if (a is { Signs: ["===", "mod"] } && b is { Signs: ["===", "mod"] }) return Congruences(a.Operands, b.Operands);
        if (a is { Signs: ["in"] } && b is { Signs: ["in"] }) return InOrder(a.Operands, b.Operands, "same membership");
        if (a.Signs.SequenceEqual(b.Signs, StringComparer.Ordinal) && InOrder(a.Operands, b.Operands, "same relation") is { IsEqual: true } same) return same;
        var turned = new Node.Relation([.. b.Operands.Reverse()], [.. b.Signs.Reverse().Select(Inequalities.Flipped)]);
        if (a.Signs.SequenceEqual(turned.Signs, StringComparer.Ordinal) && InOrder(a.Operands, turned.Operands, "same relation, turned") is { IsEqual: true } flipped) return flipped;
        return a.Signs.Count == 1 && b.Signs.Count == 1 ? Inequality(a, b) : Outcome.Different("different relations");
    }

    /// <summary>The same residue of the same value by the same modulus.</summary>
    private Outcome Congruences(IReadOnlyList<Node> a, IReadOnlyList<Node> b)
    {
        Outcome same = InOrder([a[0], a[2]], [b[0], b[2]], "same congruence");
        if (!same.IsEqual) return same;
        return ExactEvaluator.Value(Build.Minus(a[1], b[1]), _fuel) is { } apart && ExactEvaluator.Value(a[2], _fuel) is { Sign: > 0 } modulus
            ? apart.Over(modulus) is { IsInteger: true } ? same : Outcome.Different("another residue") : Compare(a[1], b[1]);
    }

    private Outcome Equations(Node.Relation a, Node.Relation b)
    {
        bool nameA = Names.TryAssignment(a, out Node left, out Node valueA), nameB = Names.TryAssignment(b, out Node right, out Node valueB);
        if (!Consistent(a) || !Consistent(b)) return Outcome.Different("an equation that does not hold");
        if (nameA && nameB)
        {
            if (left is Node.Call { Arguments: [Node.Symbol x] } f && right is Node.Call { Arguments: [Node.Symbol y] } g && f.Name == g.Name && x.Name != y.Name)
                return Compare(valueA, NodeParts.Substitute(NodeParts.Substitute(valueB, x.Name, new Node.Symbol("\u0002")), y.Name, x));
            if (left.ToString() == right.ToString() || SameFunction(left, right))
            {
                Outcome values = Compare(valueA, valueB);
                if (values.Verdict != AnswerVerdict.NotEqual) return values;
            }
        }

        if (a.Signs.Count != 1 || b.Signs.Count != 1 || !a.Operands.Concat(b.Operands).All(IsScalarPart)) return Outcome.Different("different equations");
        Outcome proportional = Proportional(a, b, positive: false);
        if (proportional.IsEqual) return proportional;
        (Node clearedA, Node clearedB) = (Denominators.Cleared(a), Denominators.Cleared(b));
        return Proportional(new Node.Relation([clearedA, Build.Zero], ["="]), new Node.Relation([clearedB, Build.Zero], ["="]), positive: false) is { IsEqual: true } cleared ? cleared : proportional;
    }

    /// <summary>y and y(x), f and f(x) name the same.</summary>
    private static bool SameFunction(Node a, Node b) => (a, b) is (Node.Call f, Node.Symbol s) && f.Name == s.Name || (a, b) is (Node.Symbol t, Node.Call g) && g.Name == t.Name;

    private static bool IsScalarPart(Node node) => IsArithmetic(node) || node is Node.Quantity;

    private Outcome Inequality(Node.Relation a, Node.Relation b)
    {
        (string signA, string signB) = (a.Signs[0], b.Signs[0]);
        if (signA is not ("<" or ">" or "<=" or ">=" or "!=") || !a.Operands.Concat(b.Operands).All(IsScalarPart)) return Outcome.Different("different relations");
        if (signA == "!=") return signB == "!=" ? Proportional(a, b, positive: false) : Outcome.Different("different relations");
        if (signB == signA) return Proportional(a, b, positive: true);
        return Inequalities.Flipped(signB) == signA ? Proportional(a, new Node.Relation([b.Operands[1], b.Operands[0]], [signA]), positive: true) : Outcome.Different("different relations");
    }

    /// <summary>Whether the differences of the sides are proportional: by one constant at every point.</summary>
    private Outcome Proportional(Node.Relation a, Node.Relation b, bool positive)
    {
        Node left = Build.Minus(a.Operands[0], a.Operands[1]), right = Build.Minus(b.Operands[0], b.Operands[1]);
        SortedSet<string> names = NodeParts.Symbols(left, right);
        if (names.Count == 0 || !NodeParts.Symbols(left).SetEquals(NodeParts.Symbols(right))) return Outcome.Different("equations of other variables");
        Node? factor = Factor(left, right, names);
        if (factor is null) return Outcome.Unknown("equations that could not be evaluated");
        if (positive && _scalars.Sign(factor) is not > 0) return Outcome.Different("inequality turned");
        Outcome outcome = _scalars.Compare(left, Build.Times(factor, right));
        return outcome.IsEqual ? Outcome.Equal("same equation up to a factor") : outcome;
    }

    /// <summary>The ratio of both at one point, as a constant tree.</summary>
    private Node? Factor(Node left, Node right, SortedSet<string> names)
    {
        for (int point = Samples.Mixed; point < Samples.Real; point++)
        {
            (Node a, Node b) = (left, right);
            foreach (string name in names)
            {
                Node value = new Node.Number(Samples.RealPoint(name, point));
                (a, b) = (NodeParts.Substitute(a, name, value), NodeParts.Substitute(b, name, value));
            }

            if (ExactEvaluator.Value(a, _fuel) is { } exactA && ExactEvaluator.Value(b, _fuel) is { } exactB)
            {
                if (exactA.IsZero || exactB.IsZero) continue;
                return new Node.Number(exactA.Over(exactB)!.Value);
            }

            if (_scalars.IsUndefined(a) || _scalars.IsUndefined(b) || _scalars.Sign(a) is null or 0 || _scalars.Sign(b) is null or 0) continue;
            return Build.Over(a, b);
        }

        return null;
    }
}
