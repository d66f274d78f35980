namespace Pure.Cli.Console;

/// <summary>Draws progress: bars on a terminal, lines elsewhere.</summary>
internal interface IProgressView : IDisposable
{
    /// <summary>Shows the present state; a line with another phase than before begins a new bar.</summary>
    void Show(ProgressLine line);

    /// <summary>Shows a remark in place; <see langword="false"/> when it should be printed as a line.</summary>
    bool Note(string text);
}
