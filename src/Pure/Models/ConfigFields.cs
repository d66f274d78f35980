using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pure.Models;

/// <summary>Reads typed fields of a config.json and says which one is missing or of the wrong type. A field that is null counts as missing.</summary>
/// <param name="json">The file's object, or one inside it.</param>
/// <param name="path">The file, for messages.</param>
/// <param name="within">Names of the objects around, with a point behind each; empty at the top.</param>
internal sealed class ConfigFields(JsonObject json, string path, string within = "")
{
    /// <summary>Reads a file that holds one JSON object.</summary>
    /// <exception cref="PureException">It is missing, or not JSON, or no object.</exception>
    public static JsonObject Parse(string path)
    {
        if (!File.Exists(path)) throw new PureException($"There is no '{path}'. Give a model folder in Hugging Face layout.");
        try
        {
            var strict = new JsonDocumentOptions { AllowDuplicateProperties = false };
            return JsonNode.Parse(File.ReadAllBytes(path), documentOptions: strict) as JsonObject
                ?? throw new PureException($"'{path}' does not hold a JSON object.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new PureException($"'{path}' is not valid JSON: {e.Message.Split('\n')[0]}", e);
        }
    }

    public bool Has(string name) => json[name] is not null;

    /// <summary>A whole number from 1 to <paramref name="most"/>.</summary>
    public int Integer(string name, int? otherwise = null, int most = int.MaxValue)
    {
        int value = Get(name, otherwise);
        if (value < 1) throw Wrong(name, "must be at least 1");
        return value <= most ? value : throw Wrong(name, $"is more than {most}, the most that is supported");
    }

    public double Number(string name, double? otherwise = null)
    {
        double value = Get(name, otherwise);
        return double.IsInfinity(value) ? throw Wrong(name, "is not finite") : value;
    }

    public bool Flag(string name, bool otherwise) => Get<bool>(name, otherwise);

    /// <summary>A text; <see langword="null"/> where there is none.</summary>
    public string? Text(string name) => json[name] is null ? null : Typed<string>(name);

    /// <summary>A list of texts; empty where there is none.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (json[name] is null) return [];
        if (json[name] is not JsonArray list) throw Wrong(name, "is not a list of texts");
        return [.. list.Select(item => item is JsonValue value && value.TryGetValue(out string? text) ? text : throw Wrong(name, "is not a list of texts"))];
    }

    /// <summary>An object inside this one; <see langword="null"/> where there is none.</summary>
    public ConfigFields? Object(string name) => json[name] switch
    {
        null => null,
        JsonObject inner => new ConfigFields(inner, path, $"{within}{name}."),
        _ => throw Wrong(name, "is not an object"),
    };

    /// <summary>How many entries an object or list has; <see langword="null"/> where there is none.</summary>
    public int? Count(string name) => json[name] switch
    {
        null => null,
        JsonObject inner => inner.Count,
        JsonArray list => list.Count,
        _ => throw Wrong(name, "is not an object"),
    };

    /// <summary>File and field, for messages.</summary>
    public string Place(string name) => $"'{path}': '{within}{name}'";

    /// <summary>What to throw for a field.</summary>
    /// <param name="name">The field.</param>
    /// <param name="what">Continues "'field' is VALUE and" or, starting with "is", "'field' is VALUE, which".</param>
    public PureException Wrong(string name, string what)
    {
        string value = json[name]?.ToJsonString() ?? "missing";
        if (value.Length > 80) value = value[..80] + "…";
        return new PureException($"{Place(name)} is {value}{(what.StartsWith("is", StringComparison.Ordinal) ? ", which " : " and ")}{what}.");
    }

    private T Get<T>(string name, T? otherwise)
        where T : struct
    {
        if (json[name] is null)
            return otherwise ?? throw new PureException($"'{path}' has no field '{within}{name}'. It does not describe a model of this kind.");
        return Typed<T>(name);
    }

    private T Typed<T>(string name)
    {
        JsonNode node = json[name]!;
        try
        {
            return node.GetValue<T>();
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or JsonException or OverflowException)
        {
            throw Wrong(name, $"is not of the type {typeof(T).Name}");
        }
    }
}
