namespace Pure.Text.Jinja;

/// <summary>Evaluated arguments of a call, filter or test.</summary>
/// <param name="Source">The template, for messages.</param>
/// <param name="Line">Where the call stands.</param>
/// <param name="Callee">What is called, for messages.</param>
/// <param name="Positional">In order.</param>
/// <param name="Named">By keyword.</param>
internal sealed record JinjaCallArguments(
    JinjaSource Source, int Line, string Callee, IReadOnlyList<object?> Positional, IReadOnlyDictionary<string, object?> Named)
{
    /// <summary>An argument by position or keyword.</summary>
    /// <param name="index">Its position.</param>
    /// <param name="name">Its keyword.</param>
    /// <param name="otherwise">What it is when it is not given.</param>
    public object? At(int index, string name, object? otherwise) =>
        index < Positional.Count ? Positional[index] : Named.TryGetValue(name, out object? value) ? value : otherwise;

    /// <summary>A text.</summary>
    public string? Text(int index, string name) => At(index, name, null) switch
    {
        null => null,
        string text => text,
        _ => throw Wrong($"needs a text as '{name}'"),
    };

    /// <summary>A text that must be given.</summary>
    public string NeededText(int index, string name) => Text(index, name) ?? throw Wrong($"needs a text as '{name}'");

    /// <summary>A whole number.</summary>
    public long? Integer(int index, string name) => At(index, name, null) switch
    {
        null => null,
        long number => number,
        _ => throw Wrong($"needs a whole number as '{name}'"),
    };

    /// <summary>Refuses arguments that the callee would not look at.</summary>
    /// <param name="names">All that it knows, in order.</param>
    public void Allow(params ReadOnlySpan<string> names)
    {
        if (Positional.Count > names.Length) throw Source.Unsupported(Line, $"{Positional.Count} arguments of '{Callee}'");
        foreach (string name in Named.Keys)
        {
            if (!names.Contains(name)) throw Source.Unsupported(Line, $"the argument '{name}' of '{Callee}'");
        }
    }

    public PureException Wrong(string what) => Source.Unfit(Line, $"'{Callee}' {what}");
}
