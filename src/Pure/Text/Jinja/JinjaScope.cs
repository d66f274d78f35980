namespace Pure.Text.Jinja;

/// <summary>Variables by name, with those of the scopes around. What is set in a scope is gone with it.</summary>
internal sealed class JinjaScope(JinjaScope? outer)
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);

    public object? this[string name]
    {
        set => _variables[name] = value;
    }

    /// <summary>The value of a variable; a <see cref="JinjaUndefined"/> where there is none.</summary>
    public object? Find(string name)
    {
        for (JinjaScope? scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._variables.TryGetValue(name, out object? value)) return value;
        }

        return new JinjaUndefined(name);
    }

    private JinjaScope? Outer => outer;
}
