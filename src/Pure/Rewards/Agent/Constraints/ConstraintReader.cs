// Reads the constraint language. Strict: an unknown kind, an unknown key, a bound that nothing can meet is an error with a message that
// says what is known, which is also what the language model is told when it is asked to repair its translation.
using System.Text.Json;

namespace Pure.Rewards.Agent.Constraints;

/// <summary>From JSON to constraints.</summary>
public static class ConstraintReader
{
    private const int MostDepth = 8;
    private const int MostParts = 32;

    private static readonly Dictionary<string, string[]> KeysOf = new(StringComparer.Ordinal)
    {
        ["count"] = ["unit", "at_least", "at_most"],
        ["contains"] = ["text", "ignore_case", "at_least", "at_most"],
        ["excludes"] = ["text", "ignore_case"],
        ["starts_with"] = ["text", "ignore_case"],
        ["ends_with"] = ["text", "ignore_case"],
        ["matches"] = ["pattern", "ignore_case", "at_least", "at_most"],
        ["forbids_characters"] = ["characters"],
        ["case"] = ["case"],
        ["json"] = [],
        ["script"] = ["script"],
        ["all"] = ["of"],
        ["any"] = ["of"],
        ["none"] = ["of"],
    };

    /// <summary>The language in a few lines, for prompts and messages.</summary>
    public const string Grammar = """
        {"kind": "count", "unit": "words|sentences|paragraphs|characters|lines|bullets|numbered_items|sections", "at_least": N, "at_most": N}
        {"kind": "contains", "text": "...", "ignore_case": true, "at_least": N, "at_most": N}
        {"kind": "excludes", "text": "...", "ignore_case": true}
        {"kind": "starts_with", "text": "...", "ignore_case": true}
        {"kind": "ends_with", "text": "...", "ignore_case": true}
        {"kind": "matches", "pattern": "regular expression", "ignore_case": true, "at_least": N, "at_most": N}
        {"kind": "forbids_characters", "characters": "..."}
        {"kind": "case", "case": "upper|lower"}
        {"kind": "json"}
        {"kind": "script", "script": "latin|cyrillic|greek|arabic|hebrew|devanagari|thai|hangul|kana|han"}
        {"kind": "all|any|none", "of": [constraint, ...]}
        """;

    /// <summary>Reads one constraint.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Constraint Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, 0);
        }
        catch (JsonException e)
        {
            throw new FormatException($"not valid JSON ({e.Message})", e);
        }
    }

    /// <summary>Finds the JSON object in a reply that may have words or a fence around it.</summary>
    public static string ObjectIn(string reply)
    {
        int from = reply.IndexOf('{', StringComparison.Ordinal), to = reply.LastIndexOf('}');
        return from >= 0 && to > from ? reply[from..(to + 1)] : reply;
    }

    private static Constraint Read(JsonElement value, int depth)
    {
        if (depth > MostDepth) throw new FormatException($"constraints are nested more than {MostDepth} deep");
        if (value.ValueKind != JsonValueKind.Object) throw new FormatException("a constraint is a JSON object");
        string kind = Text(value, "kind");
        if (!KeysOf.TryGetValue(kind, out string[]? keys)) throw new FormatException($"there is no kind '{kind}'; known are {string.Join(", ", KeysOf.Keys)}");
        string? unknown = value.EnumerateObject().Select(p => p.Name).FirstOrDefault(name => name != "kind" && !keys.Contains(name, StringComparer.Ordinal));
        if (unknown is not null) throw new FormatException($"the kind '{kind}' has no key '{unknown}'; {(keys.Length == 0 ? "it has none" : $"it has {string.Join(", ", keys)}")}");
        return kind switch
        {
            "count" => new CountConstraint(Named<TextUnit>(Text(value, "unit"), "unit"), Range(value, required: true)),
            "contains" => new OccurrenceConstraint(Phrase(value), Flag(value), Range(value, required: false)),
            "excludes" => new OccurrenceConstraint(Phrase(value), Flag(value), new Bounds(0, 0)),
            "starts_with" => new EdgeConstraint(Phrase(value), true, Flag(value)),
            "ends_with" => new EdgeConstraint(Phrase(value), false, Flag(value)),
            "matches" => PatternConstraint.Of(Text(value, "pattern"), Flag(value), Range(value, required: false)),
            "forbids_characters" => new CharactersConstraint(Text(value, "characters")),
            "case" => new CaseConstraint(Text(value, "case") switch { "upper" => true, "lower" => false, _ => throw new FormatException("'case' is 'upper' or 'lower'") }),
            "json" => new JsonConstraint(),
            "script" => new ScriptConstraint(Named<WritingScript>(Text(value, "script"), "script")),
            _ => new CombinedConstraint(Parts(value, depth), Named<Combination>(kind, "kind")),
        };
    }

    private static IReadOnlyList<Constraint> Parts(JsonElement value, int depth)
    {
        if (!value.TryGetProperty("of", out JsonElement of) || of.ValueKind != JsonValueKind.Array || of.GetArrayLength() is 0 or > MostParts)
            throw new FormatException($"'of' is a list of 1 to {MostParts} constraints");
        return [.. of.EnumerateArray().Select(part => Read(part, depth + 1))];
    }

    private static Bounds Range(JsonElement value, bool required)
    {
        int? least = Number(value, "at_least"), most = Number(value, "at_most");
        if (required && least is null && most is null) throw new FormatException("give 'at_least', 'at_most', or both");
        var bounds = new Bounds(least ?? (most is null ? 1 : 0), most ?? int.MaxValue);
        return bounds.AtLeast <= bounds.AtMost ? bounds : throw new FormatException($"no number is at least {bounds.AtLeast} and at most {bounds.AtMost}");
    }

    private static int? Number(JsonElement value, string key)
    {
        if (!value.TryGetProperty(key, out JsonElement number)) return null;
        return number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int count) && count >= 0 ? count : throw new FormatException($"'{key}' is a whole number of 0 or more");
    }

    private static string Phrase(JsonElement value) => Text(value, "text") is { Length: > 0 } text ? text : throw new FormatException("'text' is empty");

    private static string Text(JsonElement value, string key) =>
        value.TryGetProperty(key, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : throw new FormatException($"there is no text '{key}'");

    private static bool Flag(JsonElement value) => value.TryGetProperty("ignore_case", out JsonElement flag) && flag.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new FormatException("'ignore_case' is true or false"),
    };

    private static T Named<T>(string name, string key)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()) == name) return value;
        }

        throw new FormatException($"'{key}' is '{name}'; known are {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}");
    }
}
