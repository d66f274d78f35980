using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Pure.Config;

/// <summary>
/// Describes a config record as a JSON Schema (draft 2020-12), which editors use to complete and check YAML while it is typed.
/// </summary>
internal static class ConfigSchema
{
    public static JsonObject Of(Type type)
    {
        JsonObject schema = Record(ConfigKeys.New(type));
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", type.Name);
        return schema;
    }

    private static JsonObject Record(object defaults)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (ConfigKey key in ConfigKeys.Of(defaults.GetType()))
        {
            properties[key.Name] = Key(key, key.Get(defaults));
            if (key.MustBeGiven(key.Get(defaults))) required.Add(key.Name);
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0) schema["required"] = required;
        return schema;
    }

    private static JsonObject Key(ConfigKey key, object? value)
    {
        if (key.IsRecord && ConfigVariants.Has(key.ValueType)) return Kinds(key, value);
        object? section = key.IsRecord ? (key.ElementType is null ? value : null) ?? ConfigKeys.New(key.ValueType) : null;
        JsonObject single = section is null ? Single(key.ValueType) : Record(section);
        JsonObject schema = key.ElementType is null ? single : new JsonObject { ["type"] = "array", ["items"] = single };
        foreach (ValidationAttribute rule in key.Rules) Limit(rule, key, schema, single);

        // A section may be left empty, which is null in YAML and stands for its defaults.
        if (key.IsNullable || (key.IsRecord && key.ElementType is null))
        {
            schema["type"] = new JsonArray((string)schema["type"]!, "null");
            if (schema["enum"] is JsonArray names) names.Add(null);
        }

        string description = string.Join('\n', ConfigScalars.Choices(key.ValueType).Prepend(key.Description).Where(line => line.Length > 0));
        if (description.Length > 0) schema["description"] = description;
        if (!key.MustBeGiven(value) && !key.IsRecord) schema["default"] = Default(key, value);
        return schema;
    }

    /// <summary>A section of several kinds: one of their objects, told apart by the constant of their key <c>kind</c>.</summary>
    private static JsonObject Kinds(ConfigKey key, object? value)
    {
        var choices = new JsonArray();
        foreach ((string name, Type type) in ConfigVariants.Of(key.ValueType))
        {
            JsonObject choice = Record(value?.GetType() == type ? value : ConfigKeys.New(type));
            choice["properties"]!.AsObject().Insert(0, ConfigVariants.Key, new JsonObject { ["const"] = name });
            choice["title"] = name;
            if (ConfigDocumentation.Of(type) is { Length: > 0 } text) choice["description"] = text;
            if (choices.Count > 0)
            {
                if (choice["required"] is JsonArray required) required.Insert(0, ConfigVariants.Key);
                else choice["required"] = new JsonArray(ConfigVariants.Key);
            }

            choices.Add(choice);
        }

        if (key.ElementType is null) choices.Add(new JsonObject { ["type"] = "null" });
        var single = new JsonObject { ["anyOf"] = choices };
        JsonObject schema = key.ElementType is null ? single : new JsonObject { ["type"] = "array", ["items"] = single };
        if (key.Description.Length > 0) schema["description"] = key.Description;
        return schema;
    }

    private static JsonObject Single(Type type)
    {
        if (type.IsEnum) return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. ConfigScalars.Names(type).Select(name => (JsonNode)name)]) };
        if (ConfigScalars.IsFree(type)) return new JsonObject { ["type"] = "object" };
        string name = type == typeof(string) ? "string" : type == typeof(bool) ? "boolean" : type == typeof(double) ? "number" : "integer";
        var schema = new JsonObject { ["type"] = name };
        if (type == typeof(ulong)) schema["minimum"] = 0;
        return schema;
    }

    private static void Limit(ValidationAttribute rule, ConfigKey key, JsonObject schema, JsonObject single)
    {
        string unit = key.ElementType is null ? "Length" : "Items";
        switch (rule)
        {
            case RangeAttribute range:
                if (!ConfigRules.IsOpen(range.Minimum)) single[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = Number(range.Minimum);
                if (!ConfigRules.IsOpen(range.Maximum)) single[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = Number(range.Maximum);
                break;
            case AllowedValuesAttribute allowed:
                single["enum"] = new JsonArray([.. allowed.Values.Select(Scalar)]);
                break;
            case MinLengthAttribute least:
                schema[$"min{unit}"] = least.Length;
                break;
            case MaxLengthAttribute most:
                schema[$"max{unit}"] = most.Length;
                break;
        }
    }

    private static JsonNode? Default(ConfigKey key, object? value) =>
        key.ElementType is null || value is null
            ? Scalar(value)
            : new JsonArray([.. ((IEnumerable)value).Cast<object?>().Select(Scalar)]);

    private static JsonNode? Scalar(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        double.PositiveInfinity or double.NegativeInfinity => null,
        double number => JsonValue.Create(number),
        ulong number => JsonValue.Create(number),
        Enum => JsonValue.Create(ConfigScalars.NameOf((Enum)value)),
        _ => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
    };

    private static JsonNode Number(object bound)
    {
        double number = Convert.ToDouble(bound, CultureInfo.InvariantCulture);
        return number == Math.Truncate(number) && Math.Abs(number) < 1e15 ? JsonValue.Create((long)number) : JsonValue.Create(number);
    }
}
