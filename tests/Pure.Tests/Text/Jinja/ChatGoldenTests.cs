using System.Text.Json.Nodes;
using Pure.Text;
using Pure.Text.Jinja;

namespace Pure.Tests.Text.Jinja;

/// <summary>
/// Templates in the manner of each supported family, and single constructs, against Jinja2 3.1.2 set up as transformers sets it
/// (trim_blocks, lstrip_blocks, loop controls); @huggingface/jinja 0.5 gives the same texts but for how it prints truth values. The
/// templates are written for this test: the published ones use the same constructs.
/// </summary>
public sealed class ChatGoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "chat");

    public static TheoryData<string> Families => [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Where(f => f != "constructs").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Families))]
    public void Conversations_are_rendered_as_the_reference_renders_them(string family)
    {
        JsonNode golden = Read(family);
        var tokens = golden["tokens"]!.AsObject().ToDictionary(t => t.Key, t => t.Value!.GetValue<string>(), StringComparer.Ordinal);
        var template = new ChatTemplate(golden["template"]!.GetValue<string>(), family, tokens);
        foreach (JsonNode? row in golden["cases"]!.AsArray())
        {
            ChatMessage[] messages = [.. row!["messages"]!.AsArray().Select(m => new ChatMessage(m!["role"]!.GetValue<string>(), m["content"]!.GetValue<string>()))];
            Assert.Equal(row["text"]!.GetValue<string>(), template.Render(messages, row["add_generation_prompt"]!.GetValue<bool>()));
        }
    }

    [Fact]
    public void Constructs_are_rendered_as_the_reference_renders_them()
    {
        JsonNode golden = Read("constructs");
        foreach (JsonNode? row in golden["cases"]!.AsArray())
        {
            var source = new JinjaSource("constructs", row!["template"]!.GetValue<string>());
            var scope = new JinjaScope(outer: null);
            foreach ((string name, JsonNode? value) in golden["context"]!.AsObject()) scope[name] = Value(value);
            string text = new JinjaRenderer(source).Render(JinjaParser.Parse(source), scope);
            Assert.True(row["text"]!.GetValue<string>() == text, $"{source.Text}\n{row["text"]!.ToJsonString()}\n{text}");
        }
    }

    private static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!;

    private static object? Value(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case JsonArray list:
                return list.Select(Value).ToList();
            case JsonObject members:
                return new OrderedDictionary<string, object?>(members.Select(m => KeyValuePair.Create(m.Key, Value(m.Value))), StringComparer.Ordinal);
            default:
                JsonValue value = node.AsValue();
                if (value.TryGetValue(out string? text)) return text;
                if (value.TryGetValue(out bool truth)) return truth;
                if (value.TryGetValue(out long whole)) return whole;
                return value.GetValue<double>();
        }
    }
}
