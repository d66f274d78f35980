using Pure.Runs;
using Spectre.Console;

namespace Pure.Cli.Console;

/// <summary>
/// Shows how far something is: a bar with rate, time left and status on a terminal, lines now and then anywhere else. Used from ordinary
/// synchronous code: <c>using var p = ProgressDisplay.Start(console, "SFT", total); ... p.Report(done, "loss 0.12", tokensDone);</c>
/// </summary>
internal sealed class ProgressDisplay : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly IAnsiConsole _console;
    private IProgressView? _view;
    private bool _ended;
    private ProgressPace _steps = new();
    private ProgressPace _tokens = new();
    private string? _phase;
    private int _total;

    /// <summary>A display that waits for its first report.</summary>
    /// <param name="console">Where to draw.</param>
    /// <param name="clock">Gives the time; the system's by default.</param>
    public ProgressDisplay(IAnsiConsole console, TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        _console = console;
    }

    /// <summary>Shows a phase that begins now.</summary>
    /// <param name="console">Where to draw.</param>
    /// <param name="phase">What is going on, in a word or two.</param>
    /// <param name="total">Parts in all; 0 when not known.</param>
    /// <param name="clock">Gives the time; the system's by default.</param>
    public static ProgressDisplay Start(IAnsiConsole console, string phase, int total, TimeProvider? clock = null)
    {
        var display = new ProgressDisplay(console, clock);
        display.Show(phase, 0, total, _ => 0, "");
        display.Tokens(0);
        return display;
    }

    /// <summary>Reports the phase that was started.</summary>
    /// <param name="done">Parts done.</param>
    /// <param name="status">Anything worth seeing, such as the loss.</param>
    /// <param name="tokensDone">Tokens handled since the start; 0 when they do not count.</param>
    public void Report(int done, string status = "", long tokensDone = 0) =>
        Show(_phase ?? "", done, _total, display => tokensDone > 0 ? display.Tokens(tokensDone) : 0, status);

    /// <summary>Reports what the library says; a new phase begins a new bar.</summary>
    public void Report(RunProgress progress) => Show(progress.Phase, progress.Done, progress.Total, _ => progress.TokensPerSecond, progress.Status);

    /// <summary>Shows a remark beside the running bar.</summary>
    /// <returns>Whether it is shown; if not, print it.</returns>
    public bool Note(string text)
    {
        lock (_lock) return _view?.Note(text) == true;
    }

    /// <summary>Leaves what is shown as it stands, so that something else can be printed; the next report begins anew below.</summary>
    public void Pause()
    {
        lock (_lock)
        {
            _view?.Dispose();
            _view = null;
        }
    }

    /// <summary>Ends the display; later reports are ignored.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            Pause();
            _ended = true;
        }
    }

    private double Tokens(long done) => _tokens.Add(Now(), done);

    private void Show(string phase, int done, int total, Func<ProgressDisplay, double> tokensPerSecond, string status)
    {
        lock (_lock)
        {
            if (_ended) return;
            if (phase != _phase)
            {
                _phase = phase;
                _steps = new ProgressPace();
                _tokens = new ProgressPace();
            }

            _total = total;
            _view ??= NewView();
            _view.Show(new ProgressLine(phase, done, total, tokensPerSecond(this), _steps.Add(Now(), done), status));
        }
    }

    private IProgressView NewView()
    {
        bool isTerminal = _console.Profile is { Out.IsTerminal: true, Capabilities: { Ansi: true, Interactive: true } };
        return isTerminal ? new ProgressBars(_console) : new ProgressLines(_console, _clock);
    }

    private TimeSpan Now() => _clock.GetElapsedTime(0);
}
