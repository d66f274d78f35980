using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pure.Data.Chain;

/// <summary>
/// The tokenizer of the <see cref="ChainTask"/> as the files that any Hugging Face model folder has, so that the task goes
/// through the same code as a real model: a byte-level BPE without merges, hence one token a character.
/// </summary>
public static class ChainTokenizer
{
    /// <summary>Ends a response, and pads.</summary>
    public const string EndOfText = "<|endoftext|>";

    // In the order of their ids. Ċ is the newline in the byte-level alphabet, which maps each byte to a visible character.
    private const string Alphabet = "0123456789+-*=#s?.Ċabcdefghijklmn";

    /// <summary>Id of <see cref="EndOfText"/>.</summary>
    public static int EndOfTextId => Alphabet.Length;

    /// <summary>Number of ids, the end-of-sequence token included.</summary>
    public static int VocabularySize => Alphabet.Length + 1;

    /// <summary>Writes <c>tokenizer.json</c>, <c>tokenizer_config.json</c> and <c>generation_config.json</c>.</summary>
    /// <param name="folder">The model folder; made if missing.</param>
    /// <exception cref="PureException">The folder cannot be written.</exception>
    public static void Write(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            WriteFile(folder, "tokenizer.json", Tokenizer());
            WriteFile(folder, "tokenizer_config.json", TokenizerConfig());
            WriteFile(folder, "generation_config.json", GenerationConfig());
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"Could not write the tokenizer to '{folder}': {cause.Message} Give a folder that can be written, on a disk with room.", cause);
        }
    }

    private static JsonObject Tokenizer()
    {
        var vocabulary = new JsonObject();
        for (int id = 0; id < Alphabet.Length; id++) vocabulary[Alphabet[id].ToString()] = id;
        JsonObject endOfText = AddedToken();
        endOfText.Insert(0, "id", EndOfTextId);
        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(endOfText),
            ["normalizer"] = null,
            ["pre_tokenizer"] = ByteLevel(),
            ["post_processor"] = null,
            ["decoder"] = ByteLevel(),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["ignore_merges"] = false,
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray(),
            },
        };
    }

    private static JsonObject TokenizerConfig() => new()
    {
        ["add_bos_token"] = false,
        ["add_prefix_space"] = false,
        ["added_tokens_decoder"] = new JsonObject
        {
            [EndOfTextId.ToString(System.Globalization.CultureInfo.InvariantCulture)] = AddedToken(),
        },
        ["bos_token"] = null,
        ["clean_up_tokenization_spaces"] = false,
        ["eos_token"] = EndOfText,
        ["model_max_length"] = 1024,
        ["pad_token"] = EndOfText,
        ["tokenizer_class"] = "PreTrainedTokenizerFast",
        ["unk_token"] = null,
    };

    private static JsonObject GenerationConfig() => new()
    {
        ["do_sample"] = true,
        ["eos_token_id"] = EndOfTextId,
        ["pad_token_id"] = EndOfTextId,
        ["temperature"] = 1.0,
        ["top_k"] = 0,
        ["top_p"] = 1.0,
    };

    private static JsonObject AddedToken() => new()
    {
        ["content"] = EndOfText,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = true,
    };

    private static JsonObject ByteLevel() => new()
    {
        ["type"] = "ByteLevel",
        ["add_prefix_space"] = false,
        ["trim_offsets"] = false,
        ["use_regex"] = false,
    };

    private static void WriteFile(string folder, string name, JsonObject content)
    {
        using FileStream stream = File.Create(Path.Combine(folder, name));
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using var json = new Utf8JsonWriter(stream, options);
        content.WriteTo(json);
    }
}
