using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Pure.Text;
using Xunit;

namespace Pure.Tests.Text;

public sealed class TokenizerFileReaderTests
{
    /// <summary>Where the toy is spoiled (members and indices joined by '/'), with what, and what the message must name.</summary>
    public static TheoryData<string, string, string> Spoiled => new()
    {
        { "normalizer", """{"type": "Lowercase"}""", "normalizer.type is the normalizer 'Lowercase'" },
        { "normalizer", """{"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "NFD"}]}""", "normalizer chains 2" },
        { "normalizer", "3", "normalizer.type is missing" },
        { "pre_tokenizer", "null", "pre_tokenizer is missing" },
        { "pre_tokenizer", """{"type": "Metaspace"}""", "pre_tokenizer.type is the pre-tokenizer 'Metaspace'" },
        { "pre_tokenizer/pretokenizers/0/type", "\"Digits\"", "pre_tokenizer.pretokenizers[0].type is the pre-tokenizer 'Digits'" },
        { "pre_tokenizer/pretokenizers/0/pattern/Regex", "\"\\\\w+\"", @"pre_tokenizer.pretokenizers[0].pattern.Regex is the pattern \w+" },
        { "pre_tokenizer/pretokenizers/0/behavior", "\"MergedWithNext\"", "'MergedWithNext'" },
        { "pre_tokenizer/pretokenizers/0/invert", "true", "invert true" },
        { "pre_tokenizer/pretokenizers/1/use_regex", "true", "pre_tokenizer.pretokenizers[1].use_regex" },
        { "pre_tokenizer/pretokenizers/1/add_prefix_space", "true", "add_prefix_space" },
        { "decoder", "null", "decoder is missing" },
        { "decoder/type", "\"Metaspace\"", "decoder.type is the decoder 'Metaspace'" },
        { "post_processor", """{"type": "BertProcessing"}""", "post_processor.type is the post-processor 'BertProcessing'" },
        { "model", "null", "model is null" },
        { "model/type", "\"Unigram\"", "model.type is the model 'Unigram'" },
        { "model/dropout", "0.1", "model.dropout is 0.1" },
        { "model/dropout", "\"x\"", "model.dropout is \"x\"" },
        { "model/byte_fallback", "true", "model.byte_fallback is true" },
        { "model/end_of_word_suffix", "\"</w>\"", "model.end_of_word_suffix is '</w>'" },
        { "model/unk_token", "\"<unk>\"", "model.unk_token is '<unk>', which is not in the vocabulary" },
        { "model/vocab", "{}", "model.vocab is empty" },
        { "model/vocab/!", "-1", "model.vocab.! is -1" },
        { "model/vocab/!", "99999999", "model.vocab.! is 99999999" },
        { "model/vocab/!", "1", "is 1, an id that another entry has already" },
        { "model/vocab/!", "\"0\"", "model.vocab.! is a string, expected a number" },
        { "model/merges", "null", "model.merges is null, expected a list" },
        { "model/merges/7", "\"a b c\"", "model.merges[7] is not a pair" },
        { "model/merges/7", "\"a \"", "model.merges[7] is not a pair" },
        { "model/merges/7", "\"a xyz\"", "model.merges[7] merges 'xyz'" },
        { "model/merges/7", "\"! !\"", "model.merges[7] makes '!!'" },
        { "model/merges/7", "[\"a\", 1]", "model.merges[7][1] is a number, expected a string" },
        { "added_tokens/1/content", "\"\"", "added_tokens[1].content is empty" },
        { "added_tokens/1/content", "\"<|endoftext|>\"", "added_tokens[1].content is '<|endoftext|>', which is there twice" },
        { "added_tokens/1/id", "556", "added_tokens[1].id is 556" },
        { "added_tokens/1/content", "\"a\"", "the vocabulary gives 'a' the id" },
        { "added_tokens/1/special", "1", "added_tokens[1].special is a number, expected true or false" },
    };

    [Theory]
    [MemberData(nameof(Spoiled))]
    public void What_is_not_supported_is_refused_by_name_and_place(string place, string value, string expected)
    {
        JsonObject root = ToyTokenizers.Trained();
        Set(root, place.Split('/'), JsonNode.Parse(value));

        string message = Assert.Throws<PureException>(() => ToyTokenizers.Parse(root)).Message;

        Assert.StartsWith("toy.json: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_spellings_of_merges_and_patterns_are_read()
    {
        JsonObject root = ToyTokenizers.Trained();
        JsonArray merges = root["model"]!["merges"]!.AsArray();
        root["model"]!["merges"] = new JsonArray([.. merges.Select(merge => new JsonArray([.. merge!.GetValue<string>().Split(' ').Select(part => (JsonNode)part)]))]);
        root["pre_tokenizer"]!["pretokenizers"]![0]!["behavior"] = "Removed";
        root["pre_tokenizer"]!["pretokenizers"]![0]!["invert"] = true;
        root["normalizer"] = JsonNode.Parse("""{"type": "Sequence", "normalizers": [{"type": "NFC"}]}""");
        root["post_processor"] = JsonNode.Parse("""{"type": "Sequence", "processors": [{"type": "ByteLevel"}, {"type": "TemplateProcessing"}]}""");

        TokenizerFile read = ToyTokenizers.Parse(root);

        TokenizerFile plain = ToyTokenizers.Parse(ToyTokenizers.Trained());
        Assert.Equal(plain.Merges, read.Merges);
        Assert.Equal(plain.Pattern, read.Pattern);
        Assert.Equal(plain.Normalization, read.Normalization);
    }

    [Fact]
    public void A_repeated_entry_is_refused()
    {
        string json = ToyTokenizers.CharacterLevel().ToJsonString().Replace("\"vocab\":{\"0\":0", "\"vocab\":{\"0\":0,\"0\":99", StringComparison.Ordinal);

        Assert.Contains("model.vocab.0 is there twice", Refusal(Encoding.UTF8.GetBytes(json)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_merge_given_twice_is_refused()
    {
        JsonObject root = ToyTokenizers.Trained();
        JsonArray merges = root["model"]!["merges"]!.AsArray();
        merges.Add(merges[0]!.DeepClone());
        Assert.Contains("a second time", Refusal(Encoding.UTF8.GetBytes(root.ToJsonString())), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_json_is_refused_by_file()
    {
        Assert.Contains("toy.json: not valid JSON", Refusal("{\"model\": "u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("toy.json is a list, expected an object", Refusal("[]"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("toy.json: not valid JSON", Refusal([]), StringComparison.Ordinal);
        Assert.Contains("not valid Unicode", Refusal("""{"normalizer": {"type": "\ud800"}}"""u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<PureException>(() => Tokenizer.Load("no-such-folder")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_work()
    {
        byte[] whole = File.ReadAllBytes(ToyTokenizers.GoldenFile("tokenizer.json"));
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 40], Gen.Byte.Array[0, 6], Gen.Bool).Sample(
            (start, length, inserted, truncate) =>
            {
                int end = truncate ? whole.Length : Math.Min(start + length, whole.Length);
                return IsRefusedOrWorks([.. whole[..start], .. inserted, .. whole[end..]]);
            },
            iter: 2000);
    }

    [Fact]
    public void Any_value_at_any_place_is_refused_or_works()
    {
        string[] values = ["null", "true", "-1", "0", "1.5", "1e999", "\"\"", "\"BPE\"", "\"\\ud800\"", "\"ByteLevel\"", "\"Sequence\"", "[]", "{}", "[[\"a\",\"b\"]]", "{\"type\":\"Split\"}"];
        string[][] places = [.. Places(ToyTokenizers.CharacterLevel(), []), .. Places(ToyTokenizers.Trained(), []).Where(place => place[0] != "model")];
        string characters = ToyTokenizers.CharacterLevel().ToJsonString(), merges = ToyTokenizers.Trained().ToJsonString();
        Gen.Select(Gen.Int[0, places.Length - 1], Gen.Int[0, values.Length - 1], Gen.Bool).Sample(
            (place, value, trained) =>
            {
                // Written through a mark, because half of a surrogate pair cannot be held by a node.
                JsonObject root = JsonNode.Parse(trained ? merges : characters)!.AsObject();
                Set(root, places[place], JsonValue.Create("@here@"));
                return IsRefusedOrWorks(Encoding.UTF8.GetBytes(root.ToJsonString().Replace("\"@here@\"", values[value], StringComparison.Ordinal)));
            },
            iter: 700);
    }

    private static bool IsRefusedOrWorks(byte[] json)
    {
        try
        {
            Tokenizer tokenizer = new(TokenizerFileReader.Parse(json, "toy.json"));
            tokenizer.Decode(tokenizer.Encode("12+3=15\n<|endoftext|>", allowSpecial: true));
        }
        catch (PureException)
        {
            // Any other exception fails the test.
        }

        return true;
    }

    private static string Refusal(byte[] json) => Assert.Throws<PureException>(() => TokenizerFileReader.Parse(json, "toy.json")).Message;

    private static IEnumerable<string[]> Places(JsonNode? node, string[] path)
    {
        if (path.Length > 0) yield return path;
        IEnumerable<(string, JsonNode?)> children = node switch
        {
            JsonObject owner => owner.Select(member => (member.Key, member.Value)),
            JsonArray list => list.Select((item, i) => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), item)),
            _ => [],
        };
        foreach ((string name, JsonNode? child) in children)
        {
            foreach (string[] place in Places(child, [.. path, name])) yield return place;
        }
    }

    // Sets a value at a path; a path that this root does not have is left alone.
    private static void Set(JsonNode root, string[] path, JsonNode? value)
    {
        JsonNode? owner = root;
        foreach (string step in path[..^1]) owner = Child(owner, step);
        if (owner is JsonObject members) members[path[^1]] = value;
        else if (owner is JsonArray list && Index(list, path[^1]) is int index) list[index] = value;
    }

    private static JsonNode? Child(JsonNode? owner, string step) => owner switch
    {
        JsonObject members => members[step],
        JsonArray list when Index(list, step) is int index => list[index],
        _ => null,
    };

    private static int? Index(JsonArray list, string step) =>
        int.TryParse(step, System.Globalization.CultureInfo.InvariantCulture, out int index) && index < list.Count ? index : null;
}
