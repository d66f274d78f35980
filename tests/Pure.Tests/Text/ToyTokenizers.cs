using System.Text;
using System.Text.Json.Nodes;
using Pure.Text;

namespace Pure.Tests.Text;

/// <summary>Small tokenizers for tests, as JSON nodes, so that a test can change or spoil one place of them.</summary>
internal static class ToyTokenizers
{
    public const string Characters = "0123456789+-*abcdefghijklmn=#s?.\n";

    /// <summary>One token a character, no merges, and an end-of-text token after them.</summary>
    public static JsonObject CharacterLevel(bool useRegex = false)
    {
        JsonObject vocabulary = [];
        foreach (char c in Characters) vocabulary[ByteLevel.ToChar((byte)c).ToString()] = vocabulary.Count;
        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(Added(vocabulary.Count, "<|endoftext|>", special: true)),
            ["normalizer"] = null,
            ["pre_tokenizer"] = ByteLevelPart(useRegex),
            ["post_processor"] = null,
            ["decoder"] = ByteLevelPart(useRegex: false),
            ["model"] = new JsonObject { ["type"] = "BPE", ["unk_token"] = null, ["vocab"] = vocabulary, ["merges"] = new JsonArray() },
        };
    }

    /// <summary>The trained toy of Golden/Text (300 merges, three special tokens), as it is or changed to
    /// <c>llama3</c>, <c>gpt2</c> or <c>flags</c> (added tokens of every kind, no split pattern).</summary>
    public static JsonObject Trained(string variant = "qwen2")
    {
        JsonObject root = JsonNode.Parse(File.ReadAllBytes(GoldenFile("tokenizer.json")))!.AsObject();
        switch (variant)
        {
            case "llama3":
                root["normalizer"] = null;
                root["pre_tokenizer"]!["pretokenizers"]![0]!["pattern"]!["Regex"] = TokenizerFileReader.RegexOf(SplitPattern.Llama3);
                root["model"]!["ignore_merges"] = true;
                break;
            case "gpt2":
                root["normalizer"] = null;
                root["pre_tokenizer"] = ByteLevelPart(useRegex: true);
                break;
            case "flags":
                root["pre_tokenizer"] = ByteLevelPart(useRegex: false);
                AddFlaggedTokens(root["added_tokens"]!.AsArray());
                break;
        }

        return root;
    }

    public static JsonObject Added(int id, string content, bool special, params string[] flags) => new()
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = flags.Contains("single_word"),
        ["lstrip"] = flags.Contains("lstrip"),
        ["rstrip"] = flags.Contains("rstrip"),
        ["normalized"] = flags.Contains("normalized"),
        ["special"] = special,
    };

    public static Tokenizer Load(JsonObject root) => new(Parse(root));

    public static TokenizerFile Parse(JsonObject root) => TokenizerFileReader.Parse(Encoding.UTF8.GetBytes(root.ToJsonString()), "toy.json");

    public static string GoldenFile(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "Text", name);

    private static void AddFlaggedTokens(JsonArray tokens)
    {
        int id = tokens.Count + 556;
        tokens.Add(Added(id++, "<mask>", special: true, "lstrip"));
        tokens.Add(Added(id++, "[R]", special: false, "rstrip"));
        tokens.Add(Added(id++, "[LR]", special: false, "lstrip", "rstrip"));
        tokens.Add(Added(id++, "wqord", special: false, "single_word"));
        tokens.Add(Added(id++, "wqordy", special: false));
        tokens.Add(Added(id++, "é!", special: false, "normalized"));
        tokens.Add(Added(id++, "qÅq", special: false, "normalized", "single_word"));
        tokens.Add(Added(id++, " sp", special: false));
        tokens.Add(Added(id++, "<a><b>", special: false));
        tokens.Add(Added(id++, "<a>", special: false));
        tokens.Add(Added(id, "[N]", special: false, "normalized", "lstrip", "rstrip"));
    }

    private static JsonObject ByteLevelPart(bool useRegex) => new()
    {
        ["type"] = "ByteLevel",
        ["add_prefix_space"] = false,
        ["trim_offsets"] = true,
        ["use_regex"] = useRegex,
    };
}
