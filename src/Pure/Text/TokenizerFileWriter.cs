using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pure.Text;

/// <summary>
/// Writes tokenizer.json and tokenizer_config.json as Hugging Face's libraries read them. The same content gives the same
/// bytes. Each file is written beside its place and renamed, so a reader never sees half of one.
/// </summary>
public static class TokenizerFileWriter
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes both files into <paramref name="folder"/>, which is made where it does not exist.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="file">The tokenizer.</param>
    /// <param name="endOfSequence">Content of the added token that ends a sequence.</param>
    /// <param name="padding">Content of the padding token; null for the one that ends a sequence.</param>
    /// <exception cref="PureException">A named token is not an added token, or the folder cannot be written.</exception>
    public static void Write(string folder, TokenizerFile file, string endOfSequence, string? padding = null)
    {
        padding ??= endOfSequence;
        foreach (string role in (string[])[endOfSequence, padding])
        {
            if (file.AddedTokens.All(token => token.Content != role))
                throw new PureException($"'{role}' is to end or pad sequences, but is not one of the added tokens.");
        }

        try
        {
            Directory.CreateDirectory(folder);
            Replace(Path.Combine(folder, "tokenizer.json"), writer => WriteTokenizer(writer, file));
            Replace(Path.Combine(folder, "tokenizer_config.json"), writer => WriteSettings(writer, file, endOfSequence, padding));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PureException($"{folder}: the tokenizer cannot be written ({e.Message}).", e);
        }
    }

    private static void Replace(string path, Action<Utf8JsonWriter> write)
    {
        string partial = path + ".partial";
        using (FileStream stream = File.Create(partial))
        {
            using (Utf8JsonWriter writer = new(stream, Indented)) write(writer);
            stream.Write("\n"u8);
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }

    private static void WriteTokenizer(Utf8JsonWriter writer, TokenizerFile file)
    {
        writer.WriteStartObject();
        writer.WriteString("version", "1.0");
        writer.WriteNull("truncation");
        writer.WriteNull("padding");
        writer.WriteStartArray("added_tokens");
        foreach (AddedToken token in file.AddedTokens)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", token.Id);
            WriteAdded(writer, token);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteNormalizer(writer, file.Normalization);
        WritePreTokenizer(writer, file.Pattern);
        writer.WriteNull("post_processor");
        WriteByteLevel(writer, "decoder", useRegex: true);
        WriteModel(writer, file);
        writer.WriteEndObject();
    }

    private static void WriteAdded(Utf8JsonWriter writer, AddedToken token)
    {
        writer.WriteString("content", token.Content);
        writer.WriteBoolean("single_word", token.SingleWord);
        writer.WriteBoolean("lstrip", token.StripLeft);
        writer.WriteBoolean("rstrip", token.StripRight);
        writer.WriteBoolean("normalized", token.Normalized);
        writer.WriteBoolean("special", token.Special);
    }

    private static void WriteNormalizer(Utf8JsonWriter writer, NormalizationForm? form)
    {
        if (form is null)
        {
            writer.WriteNull("normalizer");
            return;
        }

        writer.WriteStartObject("normalizer");
        writer.WriteString("type", form switch
        {
            NormalizationForm.FormC => "NFC",
            NormalizationForm.FormD => "NFD",
            NormalizationForm.FormKC => "NFKC",
            _ => "NFKD",
        });
        writer.WriteEndObject();
    }

    private static void WritePreTokenizer(Utf8JsonWriter writer, SplitPattern pattern)
    {
        if (pattern is SplitPattern.Whole or SplitPattern.Gpt2)
        {
            WriteByteLevel(writer, "pre_tokenizer", useRegex: pattern == SplitPattern.Gpt2);
            return;
        }

        writer.WriteStartObject("pre_tokenizer");
        writer.WriteString("type", "Sequence");
        writer.WriteStartArray("pretokenizers");
        writer.WriteStartObject();
        writer.WriteString("type", "Split");
        writer.WriteStartObject("pattern");
        writer.WriteString("Regex", TokenizerFileReader.RegexOf(pattern));
        writer.WriteEndObject();
        writer.WriteString("behavior", "Isolated");
        writer.WriteBoolean("invert", false);
        writer.WriteEndObject();
        WriteByteLevel(writer, name: null, useRegex: false);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteByteLevel(Utf8JsonWriter writer, string? name, bool useRegex)
    {
        if (name is null) writer.WriteStartObject();
        else writer.WriteStartObject(name);
        writer.WriteString("type", "ByteLevel");
        writer.WriteBoolean("add_prefix_space", false);
        writer.WriteBoolean("trim_offsets", false);
        writer.WriteBoolean("use_regex", useRegex);
        writer.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter writer, TokenizerFile file)
    {
        writer.WriteStartObject("model");
        writer.WriteString("type", "BPE");
        writer.WriteNull("dropout");
        writer.WriteString("unk_token", file.Unknown is int unknown ? file.Vocabulary.First(entry => entry.Value == unknown).Key : null);
        writer.WriteNull("continuing_subword_prefix");
        writer.WriteNull("end_of_word_suffix");
        writer.WriteBoolean("fuse_unk", file.FuseUnknown);
        writer.WriteBoolean("byte_fallback", false);
        writer.WriteBoolean("ignore_merges", file.IgnoreMerges);
        writer.WriteStartObject("vocab");
        foreach ((string entry, int id) in file.Vocabulary.OrderBy(entry => entry.Value)) writer.WriteNumber(entry, id);
        writer.WriteEndObject();
        writer.WriteStartArray("merges");
        foreach ((string left, string right) in file.Merges) writer.WriteStringValue($"{left} {right}");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter writer, TokenizerFile file, string endOfSequence, string padding)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("add_prefix_space", false);
        writer.WriteStartObject("added_tokens_decoder");
        foreach (AddedToken token in file.AddedTokens)
        {
            writer.WriteStartObject(token.Id.ToString(CultureInfo.InvariantCulture));
            WriteAdded(writer, token);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteNull("bos_token");
        writer.WriteBoolean("clean_up_tokenization_spaces", false);
        writer.WriteString("eos_token", endOfSequence);
        writer.WriteString("pad_token", padding);
        writer.WriteString("tokenizer_class", "PreTrainedTokenizerFast");
        writer.WriteEndObject();
    }
}
