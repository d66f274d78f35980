using System.Buffers;
using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pure.Text;

namespace Pure.Cli.Commands;

/// <summary>
/// <c>pure tokenize</c>: the ids of texts, or the texts of ids, one JSON object a line in and out, so that other programs
/// can use exactly the tokenizer that training uses. Each line is answered as soon as the input pauses.
/// </summary>
internal static class TokenizeCommand
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        Option<string> tokenizer = new("--tokenizer")
        {
            Description = "Model folder with a tokenizer.json, or that file.",
            Required = true,
            HelpName = "FOLDER",
        };
        Option<bool> decode = new("--decode") { Description = "From {\"ids\"} to {\"text\"} instead of from {\"text\"} to {\"ids\"}." };
        Option<bool> special = new("--special")
        {
            Description = "Special tokens spelled out in a text become their ids (default: they are text like any other).",
        };
        Option<bool> skipSpecial = new("--skip-special") { Description = "With --decode: leave special tokens out." };
        Argument<string?> file = new("FILE")
        {
            Description = "JSON Lines to read; standard input where it is left out or -.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Command command = new("tokenize", "Token ids of texts, and back: JSON Lines {\"text\"} to {\"ids\"}.") { tokenizer, decode, special, skipSpecial, file };
        command.SetAction(arguments =>
        {
            Tokenizer loaded = Tokenizer.Load(arguments.GetRequiredValue(tokenizer));
            string path = arguments.GetValue(file) ?? "-";
            using Stream input = path == "-" ? System.Console.OpenStandardInput() : JsonLine.Open(path);
            using Stream output = System.Console.OpenStandardOutput();
            string name = path == "-" ? "standard input" : path;
            if (arguments.GetValue(decode)) Decode(loaded, input, output, name, arguments.GetValue(skipSpecial));
            else Encode(loaded, input, output, name, arguments.GetValue(special));
            return 0;
        });
        return command;
    }

    /// <summary>Answers each line <c>{"text": …}</c> by <c>{"ids": […]}</c>; blank lines are passed over.</summary>
    /// <exception cref="PureException">A line is broken; the answers to those before it are written.</exception>
    internal static void Encode(Tokenizer tokenizer, Stream input, Stream output, string name, bool allowSpecial) =>
        Answer(input, output, name, (line, answer) =>
        {
            int[] ids = tokenizer.Encode(JsonLine.Text(line, "text"), allowSpecial);
            answer.WriteStartArray("ids");
            foreach (int id in ids) answer.WriteNumberValue(id);
            answer.WriteEndArray();
        });

    /// <summary>Answers each line <c>{"ids": […]}</c> by <c>{"text": …}</c>; blank lines are passed over.</summary>
    /// <exception cref="PureException">A line is broken; the answers to those before it are written.</exception>
    internal static void Decode(Tokenizer tokenizer, Stream input, Stream output, string name, bool skipSpecial) =>
        Answer(input, output, name, (line, answer) =>
        {
            int[] ids = JsonLine.Items(line, "ids").Select(item => TokenId(tokenizer, item)).ToArray();
            answer.WriteString("text", tokenizer.Decode(ids, skipSpecial));
        });

    private static int TokenId(Tokenizer tokenizer, JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int id) && tokenizer.IsToken(id)) return id;
        throw new PureException($"{item.GetRawText()} in \"ids\" is not the id of a token (0 to {tokenizer.VocabularySize - 1}).");
    }

    private static void Answer(Stream input, Stream output, string name, Action<JsonElement, Utf8JsonWriter> answer)
    {
        using BufferedStream buffered = new(output, 1 << 16);
        using Utf8JsonWriter writer = new(Stream.Null, Readable);
        ArrayBufferWriter<byte> line = new();
        long number = 0;
        foreach (ReadOnlyMemory<byte> question in Utf8Lines.Read(input, beforeWaiting: buffered.Flush))
        {
            number++;
            if (JsonLine.IsBlank(question)) continue;
            // An answer is written whole or, where its line is broken, not at all.
            line.ResetWrittenCount();
            writer.Reset(line);
            JsonLine.Read(question, name, number, root =>
            {
                writer.WriteStartObject();
                answer(root, writer);
                writer.WriteEndObject();
                return true;
            });
            writer.Flush();
            buffered.Write(line.WrittenSpan);
            buffered.Write("\n"u8);
        }
    }
}
