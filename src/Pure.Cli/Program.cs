// The command line: finds the command, runs it, and turns whatever comes out of it into a message and an exit code. Commands are in
// Commands/, one file each; they throw, and never print errors or exit on their own.
using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Runtime.CompilerServices;
using Pure.Cli.Commands;
using Pure.Cli.Console;
using Pure.Runs;
using Spectre.Console;

namespace Pure.Cli;

/// <summary>The program <c>pure</c>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        // Registers how libtorch is found, before anything can touch it.
        RuntimeHelpers.RunModuleConstructor(typeof(PureException).Module.ModuleHandle);
        using var output = Output.ForProcess();
        try
        {
            if (OperatingSystem.IsLinux() && LibTorchContext.IsWanted) return LibTorchContext.Run(args);
        }
        catch (PureException e)
        {
            return Report(e, output, CancellationToken.None);
        }

        using var signals = new StopSignals(output.Notify);
        return Run(args, output, signals.Token);
    }

    /// <summary>Runs the program in this process.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Takes the results.</param>
    /// <param name="error">Takes progress, warnings and errors.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, IAnsiConsole output, IAnsiConsole error)
    {
        using var both = new Output(output, error);
        return Run(args, both, CancellationToken.None);
    }

    /// <summary>Runs the program in this process.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Takes everything that is printed.</param>
    /// <param name="cancel">Asks the command to save and stop.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, Output output, CancellationToken cancel) => Run(Root(), args, output, cancel);

    /// <summary>Runs a command of a given set.</summary>
    internal static int Run(RootCommand root, string[] args, Output output, CancellationToken cancel)
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            ParseResult parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
            if (parsed.Action is ParseErrorAction) throw new PureException(ParseErrors.Describe(parsed));
            var invocation = new CliInvocation(output);

            // Commands run on this thread; the task is complete when it is returned.
            return parsed.InvokeAsync(invocation, cancel).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            return Report(Failures.Cause(e), output, cancel);
        }
    }

    private static RootCommand Root() => new("Reinforcement fine-tuning of reasoning language models with process rewards.")
    {
        TrainCommand.Sft(),
        TrainCommand.Reward(),
        TrainCommand.Rl(),
        CheckCommand.Create(),
        DemoCommand.Create(),
        CompareCommand.Create(),
        GenerateCommand.Create(),
        ScoreCommand.Create(),
        SearchCommand.Create(),
        EvaluateCommand.Create(),
        CreditCommand.Create(),
        LabelCommand.Create(),
        GradeCommand.Create(),
        TokenizeCommand.Create(),
        TokenizerCommand.Create(),
        InitCommand.Create(),
        ServeCommand.Create(),
        VerifyCommand.Create(),
        ConfigCommand.Create(),
        BenchCommand.Create(),
    };

    private static int Report(Exception e, Output output, CancellationToken cancel)
    {
        switch (e)
        {
            case PureException:
                output.Error(e.Message);
                return ExitCode.BadInput;
            case GuardException:
                output.Error(e.Message);
                return ExitCode.Stopped;
            case RunFailedException:
                output.Error(e.Message);
                return ExitCode.Failed;
            case IOException when DiskErrors.IsFull(e):
                output.Error($"The disk is full (or a quota is reached): {e.Message} Free some space, then run the command again.");
                return ExitCode.Failed;
            case UnauthorizedAccessException or (IOException and not (FileNotFoundException or FileLoadException)):
                output.Error($"A file or folder cannot be used: {e.Message} Check its path, and that it may be read and written there.");
                return ExitCode.BadInput;
            case OperationCanceledException when cancel.IsCancellationRequested:
                output.Error("Interrupted. Run the command again to go on from what was saved (sft, reward and rl: with --resume).");
                return ExitCode.Interrupted;
            default:
                output.Error($"{e}\nThis is a bug in Pure, not a mistake of yours. Please report it with the text above and the command.");
                return ExitCode.Failed;
        }
    }
}
