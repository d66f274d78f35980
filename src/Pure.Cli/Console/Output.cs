using Spectre.Console;

namespace Pure.Cli.Console;

/// <summary>
/// Where a command prints: results on standard output, where another program may read them; progress, warnings and errors on standard
/// error.
/// </summary>
internal sealed class Output(IAnsiConsole output, IAnsiConsole error) : IDisposable
{
    private ProgressDisplay? _progress;

    /// <summary>Takes results.</summary>
    public IAnsiConsole Out => output;

    /// <summary>Takes everything else.</summary>
    public IAnsiConsole Err => error;

    /// <summary>The consoles of this process.</summary>
    public static Output ForProcess() =>
        new(AnsiConsole.Console, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) }));

    /// <summary>Prints a line of result, as it is: never wrapped or coloured.</summary>
    public void Line(string text = "")
    {
        _progress?.Pause();
        output.Profile.Out.Writer.WriteLine(text);
    }

    /// <summary>Prints a table of results.</summary>
    /// <param name="title">Above the table; empty for none.</param>
    /// <param name="columns">Their headings.</param>
    /// <param name="rows">One text for each column.</param>
    public void Table(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        _progress?.Pause();
        ResultTable.Write(output, title, columns, rows);
    }

    /// <summary>Prints an error in red.</summary>
    public void Error(string text)
    {
        _progress?.Pause();
        Coloured(text, "\e[31m");
    }

    /// <summary>
    /// Shows the progress of a command until it is disposed; a result that is printed meanwhile stands above what follows. Pass its
    /// <see cref="ProgressDisplay.Report(Runs.RunProgress)"/> to the library.
    /// </summary>
    public ProgressDisplay Progress() => _progress = new ProgressDisplay(error);

    /// <summary>Tells the user something while a command runs; from any thread.</summary>
    public void Notify(string text)
    {
        if (_progress?.Note(text) != true) Coloured(text, "\e[33m");
    }

    public void Dispose() => _progress?.Dispose();

    /// <summary>Not through Spectre, which would break lines at a width, also inside paths.</summary>
    private void Coloured(string text, string colour)
    {
        bool colours = error.Profile is { Out.IsTerminal: true, Capabilities: { Ansi: true, ColorSystem: not ColorSystem.NoColors } };
        error.Profile.Out.Writer.WriteLine(colours ? $"{colour}{text}\e[0m" : text);
        error.Profile.Out.Writer.Flush();
    }
}
