using System.CommandLine;
using Pure.Cli.Console;

namespace Pure.Cli;

/// <summary>
/// How commands are invoked: exceptions reach <see cref="Program"/>, and Ctrl-C is its business, because saving a checkpoint may take
/// longer than the parser library would wait.
/// </summary>
internal sealed class CliInvocation : InvocationConfiguration
{
    public CliInvocation(Output output)
    {
        Console = output;
        EnableDefaultExceptionHandler = false;
        ProcessTerminationTimeout = null;
        Output = output.Out.Profile.Out.Writer;
        Error = output.Err.Profile.Out.Writer;
    }

    /// <summary>Where the command prints.</summary>
    public Output Console { get; }
}
