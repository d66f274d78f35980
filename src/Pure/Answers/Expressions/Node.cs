// What an answer is once it is read: an immutable tree. Arithmetic is kept as written; nothing is simplified here, so that a trace shows
// what was read and each comparison chooses its own way of deciding.
using Pure.Answers.Numbers;

namespace Pure.Answers.Expressions;

/// <summary>A part of an answer.</summary>
internal abstract record Node
{
    /// <summary>The tree as text; equal trees have equal texts.</summary>
    public override sealed string ToString() => NodeText.Of(this);

    /// <summary>A number as written; <paramref name="Digits"/> counts the significant digits of a decimal and is 0 for an exact number.</summary>
    public sealed record Number(Rational Value, int Digits = 0) : Node;

    /// <summary>A name, subscripts, primes and accents included.</summary>
    public sealed record Symbol(string Name) : Node;

    /// <summary>pi, e, i or infinity.</summary>
    public sealed record Constant(ConstantKind Kind) : Node;

    /// <summary>Terms added up.</summary>
    public sealed record Sum(IReadOnlyList<Node> Terms) : Node;

    /// <summary>Factors multiplied.</summary>
    public sealed record Product(IReadOnlyList<Node> Factors) : Node;

    /// <summary>A power; a quotient is a product with a power of -1.</summary>
    public sealed record Power(Node Base, Node Exponent) : Node;

    /// <summary>A known function.</summary>
    public sealed record Function(string Name, IReadOnlyList<Node> Arguments) : Node;

    /// <summary>A named but unknown function applied to arguments.</summary>
    public sealed record Call(string Name, IReadOnlyList<Node> Arguments) : Node;

    /// <summary>A sign that takes both values; signs of opposite kind in one element go together.</summary>
    public sealed record PlusMinus(bool MinusFirst) : Node;

    /// <summary>A sum, product, integral or limit, by its structure.</summary>
    public sealed record BigOperator(string Name, string Variable, Node? Lower, Node? Upper, Node Body) : Node;

    /// <summary>Operands with the relations between them.</summary>
    public sealed record Relation(IReadOnlyList<Node> Operands, IReadOnlyList<string> Signs) : Node;

    /// <summary>An ordered list in brackets.</summary>
    public sealed record Ordered(IReadOnlyList<Node> Items, bool Round) : Node;

    /// <summary>A set in braces.</summary>
    public sealed record Braces(IReadOnlyList<Node> Items) : Node;

    /// <summary>Answers side by side without brackets; parts of a group belong to one solution.</summary>
    public sealed record Several(IReadOnlyList<Node> Items, bool Group = false, string Connector = ",") : Node;

    /// <summary>An interval with at least one square bracket.</summary>
    public sealed record Interval(Node Low, Node High, bool LowClosed, bool HighClosed) : Node;

    /// <summary>Union, intersection or difference.</summary>
    public sealed record SetOperation(string Name, Node Left, Node Right) : Node;

    /// <summary>R, Q, Z, N, C or the empty set.</summary>
    public sealed record NamedSet(string Name) : Node;

    /// <summary>All values of an element that meet conditions.</summary>
    public sealed record SetBuilder(Node Element, Node Condition) : Node;

    /// <summary>A matrix; a determinant when written between bars.</summary>
    public sealed record Matrix(IReadOnlyList<IReadOnlyList<Node>> Rows) : Node;

    /// <summary>A function in pieces: values, and the condition of each.</summary>
    public sealed record Piecewise(IReadOnlyList<Node> Values, IReadOnlyList<Node> Conditions) : Node;

    /// <summary>Words.</summary>
    public sealed record Words(string Text) : Node;

    /// <summary>A value with a unit.</summary>
    public sealed record Quantity(Node Value, string Unit) : Node;

    /// <summary>A numeral with its base.</summary>
    public sealed record BaseNumeral(string Digits, string Base) : Node;

    /// <summary>Parts in proportion.</summary>
    public sealed record Ratio(IReadOnlyList<Node> Parts) : Node;
}
