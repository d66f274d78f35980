using System.Globalization;
using System.Text.Json.Nodes;

namespace Pure.Config;

/// <summary>A section whose keys are somebody else's, such as the variables of a chat template: read as the JSON that it looks like.</summary>
internal static class FreeSection
{
    /// <summary>The section. Words without quotes are true, false, null and numbers where they are such, and texts otherwise.</summary>
    public static JsonObject Read(ConfigNode.Map map) => new(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Value(entry.Value))));

    private static JsonNode? Value(ConfigNode node) => node switch
    {
        ConfigNode.Map map => Read(map),
        ConfigNode.List list => new JsonArray([.. list.Items.Select(Value)]),
        ConfigNode.Scalar { IsNull: true } => null,
        ConfigNode.Scalar { IsPlain: true, Text: "true" or "True" or "TRUE" } => JsonValue.Create(true),
        ConfigNode.Scalar { IsPlain: true, Text: "false" or "False" or "FALSE" } => JsonValue.Create(false),
        ConfigNode.Scalar { IsPlain: true } scalar when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => JsonValue.Create(number),
        ConfigNode.Scalar { IsPlain: true } scalar when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) => JsonValue.Create(number),
        ConfigNode.Scalar scalar => JsonValue.Create(scalar.Text),
        _ => throw new ArgumentException($"{node.GetType()} is no node of a config.", nameof(node)),
    };
}
