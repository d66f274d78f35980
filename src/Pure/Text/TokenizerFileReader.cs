using System.Text;
using System.Text.Json;

namespace Pure.Text;

/// <summary>
/// Reads a Hugging Face tokenizer.json with a byte-level BPE model. What would change the ids and is not implemented is
/// refused by name and place instead of being passed over: a tokenizer that is nearly right poisons a training run
/// without a trace. Truncation and padding settings are the caller's business and are not read; nor is the template that
/// adds a begin token, because prompts come out of chat templates that have it already.
/// </summary>
internal static class TokenizerFileReader
{
    /// <summary>Largest id accepted, a guard against tables made huge by one broken number.</summary>
    private const int LargestId = (1 << 24) - 1;

    private static readonly Dictionary<string, SplitPattern> Patterns = new(StringComparer.Ordinal)
    {
        [@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"] = SplitPattern.Qwen2,
        [@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"] = SplitPattern.Llama3,
        [@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"] = SplitPattern.Gpt2,
    };

    /// <summary>The regular expression that a file names <paramref name="pattern"/> by.</summary>
    public static string RegexOf(SplitPattern pattern) => Patterns.First(known => known.Value == pattern).Key;

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <exception cref="PureException">The file cannot be read, or holds something unsupported or inconsistent.</exception>
    public static TokenizerFile Read(string path) => JsonSource.Read(path, ReadRoot);

    /// <summary>As <see cref="Read"/>, from memory; <paramref name="name"/> is the name used in messages.</summary>
    public static TokenizerFile Parse(ReadOnlyMemory<byte> utf8, string name) => JsonSource.Parse(utf8, name, ReadRoot);

    private static TokenizerFile ReadRoot(JsonSource root)
    {
        NormalizationForm? normalization = ReadNormalizer(root["normalizer"]);
        SplitPattern pattern = ReadPreTokenizer(root["pre_tokenizer"]);
        CheckDecoder(root["decoder"]);
        CheckPostProcessor(root["post_processor"]);
        JsonSource model = root["model"];
        CheckModel(model);
        Dictionary<string, int> vocabulary = ReadVocabulary(model["vocab"]);
        return new TokenizerFile(
            vocabulary,
            ReadMerges(model["merges"], vocabulary),
            ReadAddedTokens(root["added_tokens"], vocabulary),
            pattern,
            normalization,
            ReadUnknown(model["unk_token"], vocabulary),
            model["fuse_unk"].Flag(otherwise: false),
            model["ignore_merges"].Flag(otherwise: false));
    }

    private static NormalizationForm? ReadNormalizer(JsonSource normalizer)
    {
        if (normalizer.IsMissing) return null;
        switch (normalizer["type"].String())
        {
            case "NFC": return NormalizationForm.FormC;
            case "NFD": return NormalizationForm.FormD;
            case "NFKC": return NormalizationForm.FormKC;
            case "NFKD": return NormalizationForm.FormKD;
            case "Sequence":
                JsonSource[] parts = normalizer["normalizers"].Items().ToArray();
                if (parts.Length == 0) return null;
                if (parts.Length == 1) return ReadNormalizer(parts[0]);
                throw normalizer.Wrong($"chains {parts.Length} normalizers; one is supported");
            default:
                throw Unsupported(normalizer, "normalizer", "NFC, NFD, NFKC and NFKD");
        }
    }

    private static SplitPattern ReadPreTokenizer(JsonSource preTokenizer)
    {
        if (preTokenizer.IsMissing) throw preTokenizer.Wrong("is missing; a byte-level model needs the ByteLevel pre-tokenizer");
        JsonSource[] parts = preTokenizer["type"].String() == "Sequence"
            ? preTokenizer["pretokenizers"].Items().ToArray()
            : [preTokenizer];
        foreach (JsonSource part in parts)
        {
            if (part["type"].String() is not ("Split" or "ByteLevel"))
                throw Unsupported(part, "pre-tokenizer", "Split with a known pattern and ByteLevel");
        }

        return parts switch
        {
            [JsonSource only] when IsByteLevel(only) => UsesRegex(only) ? SplitPattern.Gpt2 : SplitPattern.Whole,
            [JsonSource split, JsonSource bytes] when !IsByteLevel(split) && IsByteLevel(bytes) => UsesRegex(bytes)
                ? throw bytes["use_regex"].Wrong("is true after a Split: cutting twice is not supported")
                : ReadSplit(split),
            _ => throw preTokenizer.Wrong("is not supported: expected ByteLevel, or one Split followed by ByteLevel"),
        };
    }

    private static bool IsByteLevel(JsonSource part) => part["type"].String() == "ByteLevel";

    private static bool UsesRegex(JsonSource byteLevel)
    {
        if (byteLevel["add_prefix_space"].Flag(otherwise: true))
            throw byteLevel["add_prefix_space"].Wrong("is true (also its default), which is not supported: text would not decode to itself. Set it to false");
        return byteLevel["use_regex"].Flag(otherwise: true);
    }

    private static SplitPattern ReadSplit(JsonSource split)
    {
        JsonSource regex = split["pattern"]["Regex"];
        string behaviour = split["behavior"].String();
        bool invert = split["invert"].Flag(otherwise: false);
        // The known patterns match every character, so cutting matches out and removing what is between them are the same.
        if ((behaviour, invert) is not (("Isolated", false) or ("Removed", true)))
            throw split["behavior"].Wrong($"is '{behaviour}' with invert {(invert ? "true" : "false")}; supported is 'Isolated' with invert false");
        if (Patterns.TryGetValue(regex.String(), out SplitPattern pattern)) return pattern;
        throw regex.Wrong($"is the pattern {regex.String()}, which is not one of the known ones (GPT-2, Qwen2, Llama 3)");
    }

    private static void CheckDecoder(JsonSource decoder)
    {
        if (decoder.IsMissing) throw decoder.Wrong("is missing; a byte-level model needs the ByteLevel decoder");
        if (decoder["type"].String() == "Sequence" && decoder["decoders"].Items().ToArray() is [JsonSource only]) decoder = only;
        if (decoder["type"].String() != "ByteLevel") throw Unsupported(decoder, "decoder", "ByteLevel");
    }

    private static void CheckPostProcessor(JsonSource processor)
    {
        if (processor.IsMissing) return;
        switch (processor["type"].String())
        {
            case "ByteLevel" or "TemplateProcessing":
                return;
            case "Sequence":
                foreach (JsonSource part in processor["processors"].Items()) CheckPostProcessor(part);
                return;
            default:
                throw Unsupported(processor, "post-processor", "ByteLevel and TemplateProcessing");
        }
    }

    private static void CheckModel(JsonSource model)
    {
        model.Expect(JsonValueKind.Object, "an object");
        // Files from before 2020 leave the type out; the members below then say that it is BPE.
        if (!model["type"].IsMissing && model["type"].String() != "BPE") throw Unsupported(model, "model", "BPE");
        if (!model["dropout"].IsMissing && !(model["dropout"].Kind == JsonValueKind.Number && model["dropout"].Value.GetDouble() == 0))
            throw model["dropout"].Wrong($"is {model["dropout"].Value.GetRawText()}; random merges are not supported, set it to null");
        foreach (string affix in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (!string.IsNullOrEmpty(model[affix].StringOrNull()))
                throw model[affix].Wrong($"is '{model[affix].String()}', which is not supported");
        }

        if (model["byte_fallback"].Flag(otherwise: false)) throw model["byte_fallback"].Wrong("is true, which is not supported");
    }

    private static Dictionary<string, int> ReadVocabulary(JsonSource vocab)
    {
        Dictionary<string, int> vocabulary = new(200_000, StringComparer.Ordinal);
        HashSet<int> ids = new(200_000);
        foreach ((string entry, JsonSource value) in vocab.Members())
        {
            int id = value.Integer(0, LargestId);
            if (!ids.Add(id)) throw value.Wrong($"is {id}, an id that another entry has already");
            if (!vocabulary.TryAdd(entry, id)) throw value.Wrong("is there twice");
        }

        return vocabulary.Count > 0 ? vocabulary : throw vocab.Wrong("is empty");
    }

    private static List<(string Left, string Right)> ReadMerges(JsonSource merges, Dictionary<string, int> vocabulary)
    {
        List<(string, string)> pairs = new(merges.Kind == JsonValueKind.Array ? merges.Value.GetArrayLength() : 0);
        HashSet<(string, string)> seen = [];
        foreach (JsonSource merge in merges.Items())
        {
            (string left, string right) = ReadPair(merge);
            if (!vocabulary.ContainsKey(left)) throw merge.Wrong($"merges '{left}', which is not in the vocabulary");
            if (!vocabulary.ContainsKey(right)) throw merge.Wrong($"merges '{right}', which is not in the vocabulary");
            if (!vocabulary.ContainsKey(left + right)) throw merge.Wrong($"makes '{left + right}', which is not in the vocabulary");
            if (!seen.Add((left, right))) throw merge.Wrong($"merges '{left}' and '{right}' a second time, and a pair has one rank");
            pairs.Add((left, right));
        }

        return pairs;
    }

    // "a b" up to 2024, ["a", "b"] since.
    private static (string Left, string Right) ReadPair(JsonSource merge)
    {
        string[] parts = merge.Kind == JsonValueKind.Array
            ? merge.Items().Select(part => part.String()).ToArray()
            : merge.String().Split(' ');
        return parts is [{ Length: > 0 } left, { Length: > 0 } right]
            ? (left, right)
            : throw merge.Wrong("is not a pair of entries");
    }

    private static List<AddedToken> ReadAddedTokens(JsonSource list, Dictionary<string, int> vocabulary)
    {
        List<AddedToken> tokens = [];
        if (list.IsMissing) return tokens;
        HashSet<int> ids = [.. vocabulary.Values];
        HashSet<string> contents = new(StringComparer.Ordinal);
        foreach (JsonSource item in list.Items())
        {
            AddedToken token = new(
                item["id"].Integer(0, LargestId),
                item["content"].String(),
                item["special"].Flag(otherwise: false),
                item["single_word"].Flag(otherwise: false),
                item["lstrip"].Flag(otherwise: false),
                item["rstrip"].Flag(otherwise: false),
                item["normalized"].Flag(otherwise: true));
            if (token.Content.Length == 0) throw item["content"].Wrong("is empty");
            if (!contents.Add(token.Content)) throw item["content"].Wrong($"is '{token.Content}', which is there twice");
            bool known = vocabulary.TryGetValue(token.Content, out int modelId);
            if (known && modelId != token.Id) throw item["id"].Wrong($"is {token.Id}, but the vocabulary gives '{token.Content}' the id {modelId}");
            if (!known && !ids.Add(token.Id)) throw item["id"].Wrong($"is {token.Id}, an id that another token has already");
            tokens.Add(token);
        }

        return tokens;
    }

    private static int? ReadUnknown(JsonSource unknown, Dictionary<string, int> vocabulary)
    {
        string? token = unknown.StringOrNull();
        if (string.IsNullOrEmpty(token)) return null;
        return vocabulary.TryGetValue(token, out int id) ? id : throw unknown.Wrong($"is '{token}', which is not in the vocabulary");
    }

    private static PureException Unsupported(JsonSource part, string what, string supported) =>
        part["type"].Wrong($"is the {what} '{part["type"].String()}', which is not supported; supported: {supported}");
}
