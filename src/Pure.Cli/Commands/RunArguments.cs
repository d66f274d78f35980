using System.CommandLine;
using Pure.Config;
using Pure.Runs;

namespace Pure.Cli.Commands;

/// <summary>The arguments of every command that makes a run from a config file.</summary>
internal sealed class RunArguments
{
    private readonly Argument<string> _config = new("config") { Description = "The config file (YAML). 'pure config defaults' shows all keys.", HelpName = "CONFIG.yaml" };
    private readonly Option<string[]> _set = new("--set") { Description = "Replace a value: --set section.key=value, with the value in YAML. May be given several times.", HelpName = "key=value", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the run in output_dir from its newest checkpoint." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Delete the run in output_dir, if there is one, and begin again." };

    /// <summary>Adds them to a command.</summary>
    public RunArguments(Command command)
    {
        command.Add(_config);
        command.Add(_set);
        command.Add(_resume);
        command.Add(_overwrite);
    }

    /// <summary>Reads the config.</summary>
    /// <exception cref="PureException">Something in it is wrong.</exception>
    public T Config<T>(ParseResult parsed)
        where T : notnull => ConfigFile.Load<T>(parsed.GetRequiredValue(_config), parsed.GetValue(_set) ?? []);

    /// <summary>What to do with a run that exists.</summary>
    /// <exception cref="PureException">Both options are given.</exception>
    public RunStart Start(ParseResult parsed) => (parsed.GetValue(_resume), parsed.GetValue(_overwrite)) switch
    {
        (true, true) => throw new PureException("--resume goes on with a run and --overwrite deletes it. Give one of them."),
        (true, false) => RunStart.Resume,
        (false, true) => RunStart.Overwrite,
        _ => RunStart.New,
    };
}
