using Pure.Cli.Console;
using Pure.Runs;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Pure.EndToEnd.Tests.Cli;

public sealed class ProgressTests
{
    [Fact]
    public void In_a_log_the_first_and_last_line_are_printed_and_few_between()
    {
        var clock = new ManualClock();
        var console = new TestConsole();
        using (ProgressDisplay progress = ProgressDisplay.Start(console, "SFT", 100, clock))
        {
            for (int step = 1; step <= 99; step++)
            {
                clock.Advance(TimeSpan.FromSeconds(0.1));
                progress.Report(step, $"loss {100 - step}", step * 1230L);
            }
        }

        Assert.Equal("""
            SFT  0/100  0%
            SFT  50/100  50%  12.3k tok/s  0:05 left  loss 50
            SFT  99/100  99%  12.3k tok/s  0:01 left  loss 1

            """, console.Output);
    }

    [Fact]
    public void Each_phase_is_finished_before_the_next_begins()
    {
        var console = new TestConsole();
        using (var progress = new ProgressDisplay(console, new ManualClock()))
        {
            progress.Report(new RunProgress("sft", 5, 10, 950));
            progress.Report(new RunProgress("sft", 6, 10, 950));
            progress.Report(new RunProgress("rl [min]", 1, 0, 0, "reward 0.5"));
            progress.Pause();
            console.Write("a result\n");
            progress.Report(new RunProgress("rl [min]", 2, 0));
        }

        Assert.Equal("""
            sft  5/10  50%  950 tok/s
            sft  6/10  60%  950 tok/s
            rl [min]  1  reward 0.5
            a result
            rl [min]  2

            """, console.Output);
    }

    [Fact]
    public void On_a_terminal_there_is_a_bar_for_each_phase()
    {
        var console = new TestConsole { Profile = { Width = 160 } }.EmitAnsiSequences().Interactive();
        console.Profile.Out = new TerminalOutput(console.Profile.Out);
        using (var progress = new ProgressDisplay(console))
        {
            progress.Report(new RunProgress("sft", 10, 10, 12_345, "loss 0.1"));
            progress.Report(new RunProgress("rl [min]", 3, 10, 0, "reward [0.5]"));
            Assert.True(progress.Note("stopping"));
        }

        string last = console.Output.Split("sft")[^1];
        Assert.Contains("10/10  12.3k tok/s  loss 0.1", last, StringComparison.Ordinal);
        Assert.Contains("rl [min]", last, StringComparison.Ordinal);
        Assert.Contains("3/10  reward [0.5]", last, StringComparison.Ordinal);
        Assert.Contains("━", last, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rate_is_that_of_late_and_counts_from_where_a_resumed_phase_began()
    {
        var pace = new ProgressPace();
        Assert.Equal(0, pace.Add(TimeSpan.Zero, 500));
        Assert.Equal(2, pace.Add(TimeSpan.FromSeconds(1), 502));
        for (int second = 2; second <= 100; second++) pace.Add(TimeSpan.FromSeconds(second), 502 + (10 * (second - 1)));
        Assert.Equal(10, pace.Add(TimeSpan.FromSeconds(101), 502 + 1000));
        Assert.Equal(0, new ProgressPace().Add(TimeSpan.FromSeconds(1), 3));
    }

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(3.14159, "3.14")]
    [InlineData(99.96, "100")]
    [InlineData(999.4, "999")]
    [InlineData(999.6, "1.00k")]
    [InlineData(12_345, "12.3k")]
    [InlineData(1_250_000, "1.25M")]
    [InlineData(2e10, "20.0G")]
    public void Counts_have_three_digits(double number, string expected) => Assert.Equal(expected, ProgressLine.Count(number));

    [Theory]
    [InlineData(0.4, "0:01")]
    [InlineData(59.5, "1:00")]
    [InlineData(3599.5, "1:00:00")]
    [InlineData(90_000, "1d 1h")]
    public void Durations_are_short(double seconds, string expected) => Assert.Equal(expected, ProgressLine.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Slow_steps_are_given_in_seconds_each()
    {
        Assert.Equal("p  1/5  20%  4 s/step  0:16 left", new ProgressLine("p", 1, 5, 0, 0.25, "").ToString());
        Assert.Equal("p  5/5  100%  3.1 steps/s", new ProgressLine("p", 5, 5, 0, 3.14, "").ToString());
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }

    private sealed class TerminalOutput(IAnsiConsoleOutput inner) : IAnsiConsoleOutput
    {
        public TextWriter Writer => inner.Writer;

        public bool IsTerminal => true;

        public int Width => 160;

        public int Height => 50;

        public void SetEncoding(System.Text.Encoding encoding) => inner.SetEncoding(encoding);
    }
}
