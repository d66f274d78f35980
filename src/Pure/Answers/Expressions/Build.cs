using Pure.Answers.Numbers;

namespace Pure.Answers.Expressions;

/// <summary>Makes trees of arithmetic; signs and quotients are products and powers.</summary>
internal static class Build
{
    public static Node Zero { get; } = new Node.Number(0);

    public static Node One { get; } = new Node.Number(1);

    public static Node MinusOne { get; } = new Node.Number(-1);

    public static Node Number(Rational value) => new Node.Number(value);

    public static Node Negative(Node a) => a is Node.Number n ? n with { Value = -n.Value } : new Node.Product([MinusOne, a]);

    public static Node Plus(Node a, Node b) => new Node.Sum([a, b]);

    public static Node Minus(Node a, Node b) => new Node.Sum([a, Negative(b)]);

    public static Node Times(Node a, Node b) => new Node.Product([a, b]);

    public static Node Inverse(Node a) => new Node.Power(a, MinusOne);

    public static Node Over(Node a, Node b) =>
        a is Node.Number { Digits: 0 } top && b is Node.Number { Digits: 0 } bottom && top.Value.Over(bottom.Value) is { } value && top.Value.IsInteger && bottom.Value.IsInteger && bottom.Value.Sign > 0
            ? new Node.Number(value)
            : new Node.Product([a, Inverse(b)]);

    public static Node Root(Node a, Node degree) => new Node.Function("root", [a, degree]);

    public static Node SquareRoot(Node a) => Root(a, new Node.Number(2));
}
