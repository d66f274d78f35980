namespace Pure.Text.Jinja;

/// <summary>Something that a template can call: a macro, or a function that every template knows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Call">Does it.</param>
internal sealed record JinjaFunction(string Name, Func<JinjaCallArguments, object?> Call);
