namespace Pure.Text.Jinja;

/// <summary>An expression of a template.</summary>
/// <param name="Line">Where it stands.</param>
internal abstract record JinjaExpression(int Line)
{
    internal sealed record Literal(int Line, object? Value) : JinjaExpression(Line);

    internal sealed record Variable(int Line, string Name) : JinjaExpression(Line);

    internal sealed record ListOf(int Line, IReadOnlyList<JinjaExpression> Items) : JinjaExpression(Line);

    internal sealed record DictionaryOf(int Line, IReadOnlyList<(JinjaExpression Key, JinjaExpression Value)> Items) : JinjaExpression(Line);

    /// <summary><c>of.name</c></summary>
    internal sealed record Attribute(int Line, JinjaExpression Of, string Name) : JinjaExpression(Line);

    /// <summary><c>of[index]</c></summary>
    internal sealed record Item(int Line, JinjaExpression Of, JinjaExpression Index) : JinjaExpression(Line);

    /// <summary><c>of[start:stop:step]</c></summary>
    internal sealed record Slice(int Line, JinjaExpression Of, JinjaExpression? Start, JinjaExpression? Stop, JinjaExpression? Step) : JinjaExpression(Line);

    /// <summary><c>function(…)</c>; a method where the function is an <see cref="Attribute"/>.</summary>
    internal sealed record Call(int Line, JinjaExpression Function, JinjaArguments Arguments) : JinjaExpression(Line);

    /// <summary><c>of | name(…)</c></summary>
    internal sealed record Filter(int Line, JinjaExpression Of, string Name, JinjaArguments Arguments) : JinjaExpression(Line);

    /// <summary><c>of is name(…)</c>, or <c>is not</c>.</summary>
    internal sealed record Test(int Line, JinjaExpression Of, string Name, JinjaArguments Arguments, bool IsNegated) : JinjaExpression(Line);

    /// <summary><c>not of</c>, <c>-of</c>, <c>+of</c></summary>
    internal sealed record Unary(int Line, string Operator, JinjaExpression Of) : JinjaExpression(Line);

    /// <summary>Arithmetic, <c>~</c>, <c>and</c>, <c>or</c>.</summary>
    internal sealed record Binary(int Line, string Operator, JinjaExpression Left, JinjaExpression Right) : JinjaExpression(Line);

    /// <summary><c>a &lt; b &lt;= c</c>: each comparison must hold, as in Python.</summary>
    internal sealed record Comparison(int Line, JinjaExpression First, IReadOnlyList<(string Operator, JinjaExpression Right)> Rest) : JinjaExpression(Line);

    /// <summary><c>then if condition else otherwise</c></summary>
    internal sealed record Conditional(int Line, JinjaExpression Condition, JinjaExpression Then, JinjaExpression? Otherwise) : JinjaExpression(Line);
}
