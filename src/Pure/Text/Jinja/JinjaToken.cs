namespace Pure.Text.Jinja;

/// <summary>A token of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; that of a string literal is without quotes and escapes.</param>
/// <param name="Line">Where it begins, from 1.</param>
internal readonly record struct JinjaToken(JinjaTokenKind Kind, string Text, int Line)
{
    public bool Is(string symbolOrName) => Kind is JinjaTokenKind.Symbol or JinjaTokenKind.Name && Text == symbolOrName;

    /// <summary>The token as a message shows it.</summary>
    public string Shown => Kind switch
    {
        JinjaTokenKind.End => "the end of the template",
        JinjaTokenKind.OutputEnd => "'}}'",
        JinjaTokenKind.BlockEnd => "'%}'",
        _ => $"'{Text}'",
    };
}
