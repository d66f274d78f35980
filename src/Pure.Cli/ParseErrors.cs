using System.CommandLine;
using Pure.Config;

namespace Pure.Cli;

/// <summary>Says what is wrong with a command line.</summary>
internal static class ParseErrors
{
    private static readonly (string Type, string Words)[] Types =
    [
        ("expected type 'System.Int32'", "a whole number"),
        ("expected type 'System.Int64'", "a whole number"),
        ("expected type 'System.UInt64'", "a whole number that is not negative"),
        ("expected type 'System.Double'", "a number"),
    ];

    /// <summary>One sentence for each mistake, and where to look.</summary>
    public static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string path = string.Join(' ', Path(parsed.CommandResult));
        List<string> messages = [];

        // After an unknown option its value is unmatched too; the first says it all.
        if (parsed.UnmatchedTokens is [string unknown, ..])
        {
            IEnumerable<string> known = command.Subcommands.Select(c => c.Name).Concat(command.Options.Select(o => o.Name));
            string kind = unknown.StartsWith('-') ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
            messages.Add($"'{path}' has no {kind} '{unknown}'.{(NearestName.Of(unknown, known) is { } nearest ? $" Did you mean '{nearest}'?" : "")}");
        }
        else
        {
            messages.AddRange(parsed.Errors.Select(error => InWords(error.Message)));
        }

        messages.Add($"See '{path} --help'.");
        return string.Join('\n', messages.Distinct(StringComparer.Ordinal));
    }

    private static string InWords(string message) =>
        Types.Aggregate(message, (text, type) => text.Replace(type.Type, type.Words, StringComparison.Ordinal));

    private static IEnumerable<string> Path(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent ? Path(parent).Append(result.Command.Name) : ["pure"];
}
