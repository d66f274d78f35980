namespace Pure.Text.Jinja;

/// <summary>A variable or member that there is not: false, empty and printed as nothing; anything else done with it is an error that
/// names it.</summary>
/// <param name="Name">What was asked for.</param>
internal sealed record JinjaUndefined(string Name);
