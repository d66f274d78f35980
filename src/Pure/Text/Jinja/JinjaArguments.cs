namespace Pure.Text.Jinja;

/// <summary>Arguments of a call, filter or test, unevaluated.</summary>
/// <param name="Positional">In order.</param>
/// <param name="Named">By keyword.</param>
internal sealed record JinjaArguments(IReadOnlyList<JinjaExpression> Positional, IReadOnlyList<(string Name, JinjaExpression Value)> Named)
{
    public static JinjaArguments None { get; } = new([], []);
}
