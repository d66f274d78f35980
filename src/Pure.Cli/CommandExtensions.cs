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
        command.SetAction((parsed, cancel) =>
        {
            body(parsed, ((CliInvocation)parsed.InvocationConfiguration).Console, cancel);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
