// Spectre's progress display runs inside a callback, while training runs on the calling thread and reports now and then. So the callback
// gets a thread of its own, which only waits; Spectre redraws from its timer, and reports change the tasks it draws.
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pure.Cli.Console;

/// <summary>Progress on a terminal: one bar for each phase.</summary>
internal sealed class ProgressBars : IProgressView
{
    private const int NarrowTerminal = 110;

    private readonly ManualResetEventSlim _ended = new();
    private readonly Thread _display;
    private readonly ProgressContext _context;
    private readonly int _barWidth;
    private readonly Details _details;
    private ProgressTask? _task;
    private string? _phase;

    public ProgressBars(IAnsiConsole console)
    {
        _barWidth = console.Profile.Width < NarrowTerminal ? 8 : 24;
        _details = new Details(_barWidth);
        var started = new TaskCompletionSource<ProgressContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        _display = new Thread(() => Run(console, started)) { IsBackground = true, Name = "progress" };
        _display.Start();
        _context = started.Task.GetAwaiter().GetResult();
    }

    public void Show(ProgressLine line)
    {
        if (_task is null || line.Phase != _phase)
        {
            _task?.StopTask();
            _phase = line.Phase;
            _task = _context.AddTask(line.Phase.EscapeMarkup(), autoStart: true, maxValue: Math.Max(line.Total, 1));
        }

        _task.IsIndeterminate = line.Total == 0;
        _task.Value = line.Done;
        string count = line.Total > 0 ? $"{line.Done}/{line.Total}" : $"{line.Done}";
        _details.Set(_task, line.Phase.Length, $"{count}  {line.Details}");
    }

    public bool Note(string text)
    {
        if (_task is null) return false;
        _details.Remark = text;
        return true;
    }

    public void Dispose()
    {
        _task?.StopTask();
        _ended.Set();
        _display.Join();
        _ended.Dispose();
    }

    private void Run(IAnsiConsole console, TaskCompletionSource<ProgressContext> started)
    {
        try
        {
            console.Progress()
                .AutoClear(false)
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = _barWidth }, _details)
                .Start(context =>
                {
                    started.SetResult(context);
                    _ended.Wait();
                });
        }
        catch (Exception e)
        {
            // Before the start it is the caller's; afterwards a terminal that went away must not take the run with it.
            started.TrySetException(e);
        }
    }

    /// <summary>
    /// The column right of the bar. Cut to the width that is left, since a second line for each bar would be worse than a lost word.
    /// </summary>
    private sealed class Details(int barWidth) : ProgressColumn
    {
        private const int Gaps = 4;

        private readonly Lock _lock = new();
        private readonly Dictionary<int, string> _texts = [];
        private int _longestPhase;

        /// <summary>Shown with the running task, in place of the rest.</summary>
        public string? Remark { get; set; }

        protected override bool NoWrap => true;

        public void Set(ProgressTask task, int phaseLength, string text)
        {
            lock (_lock)
            {
                _longestPhase = Math.Max(_longestPhase, phaseLength);
                _texts[task.Id] = text;
            }
        }

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            lock (_lock)
            {
                string text = Remark is not null && !task.IsFinished ? Remark : _texts.GetValueOrDefault(task.Id, "");
                int width = Math.Max(1, options.ConsoleSize.Width - _longestPhase - barWidth - Gaps);
                return new Spectre.Console.Text(text.Length <= width ? text : text[..(width - 1)] + "…");
            }
        }
    }
}
