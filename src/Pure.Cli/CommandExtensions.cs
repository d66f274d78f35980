using System.CommandLine;
using Pure.Cli.Console;

namespace Pure.Cli;

/// <summary>Gives commands their body.</summary>
internal static class CommandExtensions
{
    /// <summary>Says what a command does. It runs on the calling thread, returns when it is done, and throws otherwise.</summary>
    /// <param name="command">The command.</param>
    /// <param name="body">Gets the arguments, where to print, and the token that asks it to save and stop.</param>
    /// <returns>The command.</returns>
    public static Command Does(this Command command, Action<ParseResult, Output, CancellationToken> body)
    {
        return command.Answers((parsed, output, cancel) =>
        {
            body(parsed, output, cancel);
            return ExitCode.Done;
        });
    }

    /// <summary>The same for a command whose exit code is an answer.</summary>
    public static Command Answers(this Command command, Func<ParseResult, Output, CancellationToken, int> body)
    {
        command.SetAction((parsed, cancel) => Task.FromResult(body(parsed, ((CliInvocation)parsed.InvocationConfiguration).Console, cancel)));
        return command;
    }
}
