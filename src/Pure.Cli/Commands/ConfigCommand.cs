using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Config;

namespace Pure.Cli.Commands;

/// <summary><c>pure config schema</c> and <c>pure config defaults</c>: what a config file may hold.</summary>
internal static class ConfigCommand
{
    // Readable by people as well: quotes and non-ASCII letters stay as they are. The text goes to a file or terminal, never into HTML.
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create() => Create(ConfigKinds.All);

    /// <summary>The command for a given set of kinds.</summary>
    public static Command Create(IReadOnlyDictionary<string, Type> kinds)
    {
        Argument<string?> kind = Kind(kinds), kindOfDefaults = Kind(kinds);
        var set = new Option<string[]>("--set") { Description = "Show another kind of a section: SECTION.kind=NAME.", HelpName = "section.kind=name", DefaultValueFactory = _ => [] };
        return new Command("config", "Show what a config file may hold.")
        {
            new Command("schema", "Print the JSON Schema of a config, with which editors complete and check it: '# yaml-language-server: $schema=rl.schema.json' in its first line.") { kind }
                .Does((parsed, output, _) => output.Line(Schema(kinds, parsed.GetValue(kind)).ToJsonString(Json))),
            new Command("defaults", "Print a config with every key at its default, described.") { kindOfDefaults, set }
                .Does((parsed, output, _) => output.Line(Defaults(kinds, parsed.GetValue(kindOfDefaults), parsed.GetValue(set) ?? []).TrimEnd())),
        };
    }

    private static Argument<string?> Kind(IReadOnlyDictionary<string, Type> kinds)
    {
        var kind = new Argument<string?>("kind") { Arity = ArgumentArity.ZeroOrOne, Description = $"{string.Join(", ", kinds.Keys)}; all when not given." };
        kind.CompletionSources.Add([.. kinds.Keys]);
        return kind;
    }

    private static JsonObject Schema(IReadOnlyDictionary<string, Type> kinds, string? kind)
    {
        if (kind is not null) return ConfigFile.Schema(Find(kinds, kind));
        var all = new JsonObject();
        foreach ((string name, Type type) in kinds) all[name] = ConfigFile.Schema(type);
        return all;
    }

    private static string Defaults(IReadOnlyDictionary<string, Type> kinds, string? kind, IReadOnlyList<string> sections) => kind is not null
        ? ConfigFile.Defaults(Find(kinds, kind), sections)
        : string.Join("---\n", kinds.Select(pair => $"# pure {pair.Key}\n{ConfigFile.Defaults(pair.Value, sections)}"));

    private static Type Find(IReadOnlyDictionary<string, Type> kinds, string kind)
    {
        if (kinds.TryGetValue(kind, out Type? type)) return type;
        string guess = NearestName.Of(kind, kinds.Keys) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        throw new PureException($"There is no kind of config '{kind}'; known are {string.Join(", ", kinds.Keys)}.{guess}");
    }
}
