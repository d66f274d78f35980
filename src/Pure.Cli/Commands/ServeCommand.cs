// pure serve: a policy and a process reward model over HTTP.
using System.CommandLine;
using Pure.Cli.Console;
using Pure.Cli.Inference;
using Pure.Cli.Serve;

namespace Pure.Cli.Commands;

/// <summary>The command <c>pure serve</c>.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Policy = new("--policy") { Description = "Folder of a language model: /v1/completions.", HelpName = "FOLDER" };
    private static readonly Option<string?> RewardModel = new("--reward-model") { Description = "Folder of a process reward model: /pooling and /get_reward.", HelpName = "FOLDER" };
    private static readonly Option<string> Url = new("--url") { Description = "Address to listen at; others than this machine's own open it to the network.", DefaultValueFactory = _ => "http://127.0.0.1:8000" };
    private static readonly Option<string> Separator = new("--step-separator") { Description = @"Text that ends a step in texts sent to the reward model; \n stands for a line break.", DefaultValueFactory = _ => @"\n\n" };
    private static readonly Option<string?> Key = new("--api-key-variable") { Description = "Environment variable with the key that callers must send.", HelpName = "NAME" };
    private static readonly Option<int> Lanes = new("--lanes") { Description = "Parts of a batch that run side by side.", DefaultValueFactory = _ => 2 };
    private static readonly Option<int> Threads = new("--threads-per-lane") { Description = "Threads inside one operation.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Rows = new("--max-decode-rows") { Description = "Responses decoded together in one lane.", DefaultValueFactory = _ => 128 };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        Command command = new("serve", "Serve a language model and a process reward model over HTTP, under the routes of vLLM and OpenRLHF.")
        {
            Policy, RewardModel, Url, Separator, Key, Lanes, Threads, Rows,
        };
        var place = new PlaceArguments(command);
        return command.Does((parsed, output, cancel) => Run(place, parsed, output, cancel).GetAwaiter().GetResult());
    }

    private static async Task Run(PlaceArguments place, ParseResult parsed, Output output, CancellationToken cancel)
    {
        ServeOptions options = Options(parsed) with { Place = place.Of(parsed) };
        await using ModelServer server = await ModelServer.StartAsync(options, cancel).ConfigureAwait(false);
        output.Line($"Listening at {server.Address}. Stop with Ctrl-C.");
        await server.WaitAsync(cancel).ConfigureAwait(false);
        output.Line("Stopped.");
    }

    /// <summary>What a command line asks for, but for the place of the models.</summary>
    internal static ServeOptions Options(ParseResult parsed)
    {
        string? key = parsed.GetValue(Key) is { } variable
            ? Environment.GetEnvironmentVariable(variable) ?? throw new PureException($"The environment variable {variable}, which should hold the key, is not set.")
            : null;
        string separator = InferenceArguments.Unescaped(parsed.GetRequiredValue(Separator));
        return new ServeOptions(parsed.GetRequiredValue(Url), parsed.GetValue(Policy), parsed.GetValue(RewardModel), separator, key)
        {
            Lanes = Math.Max(1, parsed.GetValue(Lanes)),
            ThreadsPerLane = Math.Max(1, parsed.GetValue(Threads)),
            MaxDecodeRows = Math.Max(1, parsed.GetValue(Rows)),
        };
    }
}
