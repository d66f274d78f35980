using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pure.Cli.Inference;

/// <summary>An option that takes a JSON object.</summary>
internal static class JsonArgument
{
    /// <summary>The object; <see langword="null"/> when the option is not given.</summary>
    /// <exception cref="PureException">The value is something else.</exception>
    public static JsonObject? Section(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new PureException($"{option.Name} is '{text}', and must be a JSON object, such as {{\"enable_thinking\": false}}.", e);
        }
    }
}
