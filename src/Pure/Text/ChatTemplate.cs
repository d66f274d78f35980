// The chat template of a model folder: how its model was taught to see a conversation. transformers keeps it in chat_template.jinja, in
// tokenizer_config.json, or (processors) in chat_template.json. It is rendered with the variables that transformers gives it, except
// the date of today (strftime_now): a prompt that changes overnight would make a run that cannot be repeated, so it is left undefined,
// and templates then take a fixed date. A folder without a template is an error and not a guess.
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Text.Jinja;

namespace Pure.Text;

/// <summary>Turns conversations into the text that a chat model reads.</summary>
public sealed class ChatTemplate
{
    private static readonly string[] NamedTokens = ["bos_token", "eos_token", "pad_token", "unk_token"];

    private static readonly string[] OwnVariables = ["messages", "add_generation_prompt"];

    private readonly JinjaSource _source;
    private readonly IReadOnlyList<JinjaStatement> _statements;
    private readonly IReadOnlyDictionary<string, string> _tokens;

    /// <param name="text">The template, in Jinja.</param>
    /// <param name="origin">Its file, for messages.</param>
    /// <param name="tokens">Texts of special tokens by the names that templates know: bos_token, eos_token, pad_token, unk_token.</param>
    /// <exception cref="PureException">The template is not sound, or uses something that is not supported; the message names it and its line.</exception>
    public ChatTemplate(string text, string origin, IReadOnlyDictionary<string, string> tokens)
    {
        _source = new JinjaSource(origin, text);
        _statements = JinjaParser.Parse(_source);
        _tokens = tokens;
    }

    /// <summary>Reads the template of a model folder.</summary>
    /// <exception cref="PureException">There is none, or it is not sound, or uses something that is not supported.</exception>
    public static ChatTemplate Load(string folder)
    {
        folder = AdapterBase.Holder(folder, "tokenizer_config.json", "chat_template.jinja", "chat_template.json");
        string settings = Path.Combine(folder, "tokenizer_config.json"), file = Path.Combine(folder, "chat_template.jinja"), json = Path.Combine(folder, "chat_template.json");
        Dictionary<string, string> tokens = File.Exists(settings) ? JsonSource.Read(settings, Tokens) : [];
        if (File.Exists(file)) return new ChatTemplate(ReadText(file), file, tokens);
        foreach (string holder in (string[])[settings, json])
        {
            if (File.Exists(holder) && JsonSource.Read(holder, root => Inside(root["chat_template"])) is { } text)
                return new ChatTemplate(text, $"{holder}: chat_template", tokens);
        }

        throw new PureException($"'{folder}' has no chat template (chat_template.jinja, or chat_template in tokenizer_config.json). Give a plain prompt template with {{problem}}, or the folder of a chat model.");
    }

    /// <summary>The text of a conversation.</summary>
    /// <param name="messages">In order.</param>
    /// <param name="opensReply">Whether the text ends where the assistant's reply begins; false for a conversation that is whole.</param>
    /// <param name="variables">Further variables, such as <c>enable_thinking</c>, <c>tools</c> or <c>documents</c>.</param>
    /// <exception cref="PureException">The template refuses the messages, or does not fit them.</exception>
    public string Render(IReadOnlyList<ChatMessage> messages, bool opensReply = true, JsonObject? variables = null)
    {
        var globals = new JinjaScope(outer: null)
        {
            ["messages"] = messages.Select(object? (m) => new OrderedDictionary<string, object?>(StringComparer.Ordinal) { ["role"] = m.Role, ["content"] = m.Content }).ToList(),
            ["add_generation_prompt"] = opensReply,
            ["tools"] = null,
            ["documents"] = null,
        };
        foreach ((string name, string token) in _tokens) globals[name] = token;
        foreach ((string name, JsonNode? value) in variables ?? []) globals[name] = Variable(value);
        return new JinjaRenderer(_source).Render(_statements, globals);
    }

    /// <summary>Checks that variables do not stand in the way of those that every rendering sets.</summary>
    /// <exception cref="PureException">One does.</exception>
    public static void CheckVariables(JsonObject variables)
    {
        if (Array.Find(OwnVariables, variables.ContainsKey) is { } own)
            throw new PureException($"chat_template_kwargs sets '{own}', which comes from the data. Leave it out.");
    }

    private static object? Variable(JsonNode? value) => value switch
    {
        null => null,
        JsonObject section => Dictionary(section),
        JsonArray list => list.Select(Variable).ToList(),
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => value.GetValue<string>(),
            _ => value.AsValue().TryGetValue(out long whole) ? (object)whole : value.GetValue<double>(),
        },
    };

    private static OrderedDictionary<string, object?> Dictionary(JsonObject section)
    {
        var dictionary = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach ((string name, JsonNode? value) in section) dictionary[name] = Variable(value);
        return dictionary;
    }

    private static string ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"{file}: cannot be read ({e.Message}).", e);
        }
    }

    /// <summary>A template, or the one called "default" of several.</summary>
    private static string? Inside(JsonSource value)
    {
        if (value.IsMissing) return null;
        if (value.Kind != JsonValueKind.Array) return value.String();
        foreach (JsonSource named in value.Items())
        {
            if (named["name"].String() == "default") return named["template"].String();
        }

        throw value.Wrong("has no template with the name 'default'");
    }

    private static Dictionary<string, string> Tokens(JsonSource root)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in NamedTokens)
        {
            JsonSource token = root[name];
            if (!token.IsMissing) tokens[name] = (token.Kind == JsonValueKind.Object ? token["content"] : token).String();
        }

        return tokens;
    }
}
