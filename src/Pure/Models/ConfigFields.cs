using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pure.Models;

/// <summary>Reads typed fields of a config.json and says which one is missing or of the wrong type.</summary>
internal sealed class ConfigFields(JsonObject json, string path)
{
    public int Integer(string name, int? otherwise = null)
    {
        int value = Get(name, otherwise);
        return value > 0 ? value : throw new PureException($"'{path}': '{name}' is {value} and must be at least 1.");
    }

    public double Number(string name, double otherwise) => Get<double>(name, otherwise);

    public bool Flag(string name, bool otherwise) => Get<bool>(name, otherwise);

    private T Get<T>(string name, T? otherwise)
        where T : struct
    {
        if (json[name] is not JsonNode node)
            return otherwise ?? throw new PureException($"'{path}' has no field '{name}'. It does not describe a model of this kind.");
        try
        {
            return node.GetValue<T>();
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or JsonException)
        {
            throw new PureException($"'{path}': '{name}' is {node.ToJsonString()}, which is not of the type {typeof(T).Name}.", e);
        }
    }
}
