using System.Text.Json.Nodes;
using Pure.Config;
using Pure.Data;
using Pure.Evaluation.Benchmarks;
using Pure.Text;
using Pure.Training.Implicit;
using Pure.Training.Preferences;
using Pure.Rewards.Preference;

namespace Pure.Tests.Data;

/// <summary>What a chat template is given besides the messages, from a configuration or a command line, in every place that renders chats.</summary>
public sealed class ChatTemplateVariablesTests : IDisposable
{
    private readonly ChainFolder _model = new();

    public ChatTemplateVariablesTests() => File.WriteAllText(
        Path.Combine(_model.Path, "chat_template.jinja"),
        "{% for t in tools or [] %}[{{ t.name }}:{{ t.sizes[1] }}]{% endfor %}{% for m in messages %}{{ 'b' if m.role == 'user' else 'c' }}{{ m.content }}{% endfor %}{% if enable_thinking is defined and not enable_thinking %}+{% endif %}");

    public void Dispose() => _model.Dispose();

    [Fact]
    public void A_section_of_any_keys_is_read_written_and_read_again()
    {
        const string Yaml = """
            output_dir: out
            model: {path: m}
            sft:
              train: t.jsonl
              prompt_template: chat
              chat_template_kwargs:
                enable_thinking: false
                tools: [{name: add, sizes: [1, 2.5, "3"], none: null}]
            """;
        SftConfig config = ConfigFile.Parse<SftConfig>(Yaml, "test.yaml", []);
        JsonObject expected = JsonNode.Parse("""{"enable_thinking":false,"tools":[{"name":"add","sizes":[1,2.5,"3"],"none":null}]}""")!.AsObject();
        Assert.True(JsonNode.DeepEquals(expected, config.Sft.ChatTemplateKwargs), config.Sft.ChatTemplateKwargs?.ToJsonString());
        SftConfig again = ConfigFile.Parse<SftConfig>(ConfigFile.Write(config), "again.yaml", []);
        Assert.True(JsonNode.DeepEquals(expected, again.Sft.ChatTemplateKwargs));
        Assert.Contains("takes a section of any keys", Assert.Throws<PureException>(() => ConfigFile.Parse<SftConfig>(Yaml.Replace("chat_template_kwargs:\n", "chat_template_kwargs: 3\n    #", StringComparison.Ordinal).Split("    #")[0], "x.yaml", [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_reach_the_template()
    {
        JsonObject variables = JsonNode.Parse("""{"enable_thinking": false, "tools": [{"name": "add", "sizes": [1, 2]}]}""")!.AsObject();
        ChatMessage[] messages = [new("user", "1")];
        Assert.Equal("b1", PromptTemplate.Of("chat", _model.Path).Text(messages));
        Assert.Equal("[add:2]b1+", PromptTemplate.Of("chat", _model.Path, variables).Text(messages));
        Assert.Equal("[add:2]ba1+", PromptTemplate.Of("chat:a{problem}", _model.Path, variables).Text(messages));
        Assert.Contains("plain text", Assert.Throws<PureException>(() => PromptTemplate.Of("{problem}", _model.Path, variables)).Message, StringComparison.Ordinal);
        Assert.Contains("comes from the data", Assert.Throws<PureException>(() => PromptTemplate.Of("chat", _model.Path, new JsonObject { ["messages"] = new JsonArray() })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_that_run_models_take_the_chat_template_as_training_does()
    {
        JsonObject variables = new() { ["enable_thinking"] = false };
        foreach (string template in (string[])["chat", "chat:1+{problem}", "{problem}?", "problem"])
        {
            string training = template == "problem" ? "{problem}" : template;
            JsonObject? given = PromptTemplate.NamesChat(template) ? variables : null;
            Assert.Equal(
                PromptTemplate.Of(training, _model.Path, given).Encode([new ChatMessage("user", "2")], _model.Tokenizer),
                BenchmarkPrompt.Of(template, _model.Path, given).Encode(_model.Tokenizer, "2"));
        }
    }

    [Fact]
    public void Pairs_and_outcomes_may_be_conversations_where_a_chat_template_writes_the_prompt()
    {
        ChatMessage[] conversation = [new("user", "1"), new("assistant", "2"), new("user", "3")];
        PromptTemplate chat = PromptTemplate.Of("chat", _model.Path);
        int[] prompt = chat.Encode(conversation, _model.Tokenizer);

        var pair = new PreferencePair(conversation, "4", "5");
        PairExample.Check(pair, chat);
        Assert.Throws<FormatException>(() => PairExample.Check(pair, PromptTemplate.Bare));
        var example = PairExample.Of(pair, _model.Tokenizer, ResponseReading.Of(_model.Tokenizer, ResponseReading.Placeholder), chat);
        Assert.Equal([.. prompt, .. _model.Tokenizer.Encode("4"), _model.Tokenizer.EndOfSequence], example.Chosen.Ids);

        var sample = new OutcomeSample(conversation, "4", 1, Finished: true);
        Assert.Equal([.. prompt, .. _model.Tokenizer.Encode("4"), _model.Tokenizer.EndOfSequence], OutcomeRows.Ids(sample, _model.Tokenizer, chat).Ids);
        Assert.Equal(sample.PromptKey, new OutcomeSample([.. conversation], "5", 0, Finished: true).PromptKey);
        Assert.NotEqual(sample.PromptKey, new OutcomeSample([conversation[0]], "5", 0, Finished: true).PromptKey);
    }
}
