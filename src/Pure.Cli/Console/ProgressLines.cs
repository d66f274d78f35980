using Spectre.Console;

namespace Pure.Cli.Console;

/// <summary>Progress in a log file or pipe: the first and last line of each phase, and one every few seconds between them.</summary>
internal sealed class ProgressLines(IAnsiConsole console, TimeProvider clock) : IProgressView
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private ProgressLine? _unprinted;
    private string? _phase;
    private long _printedAt;

    public void Show(ProgressLine line)
    {
        bool isNew = line.Phase != _phase;
        if (isNew) PrintRest();
        _phase = line.Phase;
        _unprinted = line;
        if (isNew || clock.GetElapsedTime(_printedAt) >= Pause || (line.Total > 0 && line.Done >= line.Total)) PrintRest();
    }

    public bool Note(string text) => false;

    public void Dispose() => PrintRest();

    private void PrintRest()
    {
        if (_unprinted is null) return;
        console.Profile.Out.Writer.WriteLine(_unprinted.ToString());
        console.Profile.Out.Writer.Flush();
        _unprinted = null;
        _printedAt = clock.GetTimestamp();
    }
}
