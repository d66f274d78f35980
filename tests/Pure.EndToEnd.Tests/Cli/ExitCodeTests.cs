namespace Pure.EndToEnd.Tests.Cli;

public sealed class ExitCodeTests
{
    [Fact]
    public void Zero_when_done_with_results_on_standard_output_only()
    {
        CommandLine done = CommandLine.Run((output, _) => output.Line("result"));
        Assert.Equal((0, "result\n", ""), (done.ExitCode, done.Out, done.Error));
    }

    [Theory]
    [InlineData(typeof(PureException), 2)]
    [InlineData(typeof(GuardException), 3)]
    [InlineData(typeof(RunFailedException), 1)]
    public void A_message_for_the_user_is_printed_without_stack(Type type, int code)
    {
        CommandLine failed = CommandLine.Run((_, _) => throw (Exception)Activator.CreateInstance(type, "What, where, and what to do.")!);
        Assert.Equal((code, "", "What, where, and what to do.\n"), (failed.ExitCode, failed.Out, failed.Error));
    }

    [Fact]
    public void A_message_is_found_inside_the_failures_of_several_lanes()
    {
        CommandLine failed = CommandLine.Run((_, _) => throw new AggregateException(new InvalidOperationException("other"), new AggregateException(new PureException("the cause"))));
        Assert.Equal((2, "the cause\n"), (failed.ExitCode, failed.Error));
    }

    [Fact]
    public void A_message_is_found_inside_a_failed_type_initializer() =>
        Assert.Equal(2, CommandLine.Run((_, _) => throw new TypeInitializationException("X", new PureException("no libgomp"))).ExitCode);

    [Fact]
    public void Anything_else_is_a_bug_and_keeps_its_stack()
    {
        CommandLine bug = CommandLine.Run((_, _) => throw new InvalidOperationException("oops"));
        Assert.Equal(1, bug.ExitCode);
        Assert.Contains("System.InvalidOperationException: oops", bug.Error, StringComparison.Ordinal);
        Assert.Contains(nameof(Anything_else_is_a_bug_and_keeps_its_stack), bug.Error, StringComparison.Ordinal);
        Assert.Contains("This is a bug in Pure", bug.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_command_has_its_own_code()
    {
        using var stop = new CancellationTokenSource();
        CommandLine interrupted = CommandLine.RunUntil(stop, (_, cancel) =>
        {
            stop.Cancel();
            cancel.ThrowIfCancellationRequested();
        });
        Assert.Equal(130, interrupted.ExitCode);
        Assert.Contains("--resume", interrupted.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_a_bug() =>
        Assert.Equal(1, CommandLine.Run((_, _) => throw new OperationCanceledException()).ExitCode);
}
