using System.CommandLine;
using Pure.Cli;
using Pure.Cli.Console;
using Spectre.Console.Testing;

namespace Pure.EndToEnd.Tests.Cli;

/// <summary>Runs the program in this process and keeps what it printed.</summary>
internal sealed record CommandLine(int ExitCode, string Out, string Error)
{
    public static CommandLine Run(params string[] args)
    {
        var output = new TestConsole();
        var error = new TestConsole();
        return new CommandLine(Program.Run(args, output, error), output.Output, error.Output);
    }

    /// <summary>Runs a command that does what the test says.</summary>
    public static CommandLine Run(Action<Output, CancellationToken> body)
    {
        using var never = new CancellationTokenSource();
        return RunUntil(never, body);
    }

    /// <summary>The same for a command that may be interrupted.</summary>
    public static CommandLine RunUntil(CancellationTokenSource stopped, Action<Output, CancellationToken> body)
    {
        var output = new TestConsole();
        var error = new TestConsole();
        using var both = new Output(output, error);
        var root = new RootCommand { new Command("go").Does((_, console, stop) => body(console, stop)) };
        return new CommandLine(Program.Run(root, ["go"], both, stopped.Token), output.Output, error.Output);
    }
}
