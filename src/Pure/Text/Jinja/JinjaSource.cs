namespace Pure.Text.Jinja;

/// <summary>A template's text and its origin, for messages that say where.</summary>
/// <param name="Origin">File, and field where the template is in one.</param>
/// <param name="Text">The template.</param>
internal sealed record JinjaSource(string Origin, string Text)
{
    /// <summary>The template is no Jinja.</summary>
    public PureException Broken(int line, string what) => new($"{Origin}, line {line}: {what}. The chat template is not sound; copy it again from its model.");

    /// <summary>The template uses something that is not supported.</summary>
    public PureException Unsupported(int line, string what) =>
        new($"{Origin} uses {what} at line {line}, which is not supported. Write the prompt as a plain template with {{problem}}, or simplify the chat template.");

    /// <summary>The template does not fit the messages that it is given.</summary>
    public PureException Unfit(int line, string what) => new($"{Origin}, line {line}: {what}. The chat template does not fit these messages.");
}
