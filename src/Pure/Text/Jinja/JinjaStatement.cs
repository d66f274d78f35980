namespace Pure.Text.Jinja;

/// <summary>A statement of a template.</summary>
/// <param name="Line">Where it begins.</param>
internal abstract record JinjaStatement(int Line)
{
    internal sealed record Text(int Line, string Value) : JinjaStatement(Line);

    internal sealed record Output(int Line, JinjaExpression Value) : JinjaStatement(Line);

    /// <summary>Conditions with their bodies in order; the last condition is <see langword="null"/> for <c>else</c>.</summary>
    internal sealed record If(int Line, IReadOnlyList<(JinjaExpression? Condition, IReadOnlyList<JinjaStatement> Body)> Branches) : JinjaStatement(Line);

    /// <summary><c>for names in items if condition</c>, with <c>else</c> for no items.</summary>
    internal sealed record For(int Line, IReadOnlyList<string> Names, JinjaExpression Items, JinjaExpression? Condition) : JinjaStatement(Line)
    {
        public IReadOnlyList<JinjaStatement> Body { get; init; } = [];

        public IReadOnlyList<JinjaStatement> Otherwise { get; init; } = [];
    }

    /// <summary><c>set name = value</c>, <c>set object.attribute = value</c> or <c>set a, b = value</c>.</summary>
    internal sealed record Set(int Line, IReadOnlyList<string> Names, string? Attribute, JinjaExpression Value) : JinjaStatement(Line);

    /// <summary><c>set name</c> … <c>endset</c></summary>
    internal sealed record SetBlock(int Line, string Name, IReadOnlyList<JinjaStatement> Body) : JinjaStatement(Line);

    internal sealed record Macro(int Line, string Name, IReadOnlyList<(string Name, JinjaExpression? Default)> Parameters, IReadOnlyList<JinjaStatement> Body) : JinjaStatement(Line);

    /// <summary>transformers' mark around what the assistant says; its body is rendered as it is.</summary>
    internal sealed record Generation(int Line, IReadOnlyList<JinjaStatement> Body) : JinjaStatement(Line);

    internal sealed record Break(int Line) : JinjaStatement(Line);

    internal sealed record Continue(int Line) : JinjaStatement(Line);
}
