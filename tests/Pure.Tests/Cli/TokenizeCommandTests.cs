using System.CommandLine;
using System.Text;
using CsCheck;
using Pure.Cli.Commands;
using Pure.Tests.Text;
using Pure.Text;
using Xunit;

namespace Pure.Tests.Cli;

public sealed class TokenizeCommandTests
{
    private static readonly Tokenizer Toy = ToyTokenizers.Load(ToyTokenizers.Trained());

    [Fact]
    public void Texts_become_ids_and_ids_become_texts()
    {
        string texts = "{\"text\": \"Fläche €\\n\\n\"}\r\n\n{\"id\": 3, \"text\": \"<|im_end|>\"}";

        string ids = Encode(texts, allowSpecial: false);

        Assert.Equal(2, ids.Count(c => c == '\n'));
        Assert.Equal("{\"text\":\"Fläche €\\n\\n\"}\n{\"text\":\"<|im_end|>\"}\n", Decode(ids));
        Assert.EndsWith("{\"ids\":[558]}\n", Encode(texts, allowSpecial: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"text\": 3}", "\"text\" is not a string")]
    [InlineData("{\"txt\": \"a\"}", "there is no \"text\"")]
    [InlineData("[1]", "expected a JSON object")]
    [InlineData("{\"text\": ", "not valid JSON")]
    [InlineData("{\"text\": \"\\ud800\"}", "\"text\" is not valid Unicode")]
    public void A_broken_line_is_named_and_those_before_it_are_answered(string line, string expected)
    {
        using MemoryStream input = new(Encoding.UTF8.GetBytes($"{{\"text\": \"a\"}}\n\n{line}\n{{\"text\": \"b\"}}\n"));
        using MemoryStream output = new();

        string message = Assert.Throws<PureException>(() => TokenizeCommand.Encode(Toy, input, output, "texts.jsonl", allowSpecial: false)).Message;

        Assert.StartsWith("texts.jsonl, line 3: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Equal($"{{\"ids\":[{Toy.IdOf("a")}]}}\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Theory]
    [InlineData("{\"ids\": [0, 559]}", "559 in \"ids\" is not the id of a token (0 to 558)")]
    [InlineData("{\"ids\": [1.5]}", "1.5 in \"ids\"")]
    [InlineData("{\"ids\": \"1\"}", "\"ids\" is not a list")]
    public void An_id_that_is_no_token_is_named(string line, string expected) =>
        Assert.Contains(expected, Assert.Throws<PureException>(() => Decode(line)).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_that_is_not_utf8_is_refused()
    {
        using MemoryStream input = new([.. "{\"text\": \""u8, 0xFF, .. "\"}"u8]);

        Assert.Contains("line 1", Assert.Throws<PureException>(() => TokenizeCommand.Encode(Toy, input, Stream.Null, "x", allowSpecial: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_the_same_however_the_bytes_arrive() =>
        Gen.Select(Gen.Int[0, 200_000].Array[1, 5], Gen.Int[1, 70_000], Gen.Bool).Sample(
            (lengths, chunk, ends) =>
            {
                string text = string.Join('\n', lengths.Select((length, i) => new string((char)('a' + i), length))) + (ends ? "\n" : "");
                using ChunkedStream stream = new(Encoding.UTF8.GetBytes(text), chunk);
                int waits = 0;
                string[] lines = Utf8Lines.Read(stream, () => waits++).Select(line => Encoding.UTF8.GetString(line.Span)).ToArray();
                string[] expected = ends || lengths[^1] == 0 ? text.Split('\n')[..^1] : text.Split('\n');
                return lines.SequenceEqual(expected) && waits == stream.Reads;
            },
            iter: 50);

    [Fact]
    public void Training_writes_a_tokenizer_that_loads()
    {
        string folder = Directory.CreateTempSubdirectory("pure-cli-").FullName;
        try
        {
            string file = Path.Combine(folder, "texts.jsonl");
            File.WriteAllText(file, "{\"q\": \"a cat and a cat\", \"a\": \"the cat\"}\n");
            using StringWriter output = new();

            int code = TokenizerCommand.Create().Parse(["train", "--out", Path.Combine(folder, "out"), "--vocabulary-size", "260", "--field", "q", "--field", "a", file])
                .Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });

            Assert.Equal(0, code);
            Assert.Contains("260 tokens, 3 merges.", output.ToString(), StringComparison.Ordinal);
            Assert.NotNull(Tokenizer.Load(Path.Combine(folder, "out")).IdOf(" cat"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Encode(string lines, bool allowSpecial)
    {
        using MemoryStream input = new(Encoding.UTF8.GetBytes(lines));
        using MemoryStream output = new();
        TokenizeCommand.Encode(Toy, input, output, "texts.jsonl", allowSpecial);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static string Decode(string lines)
    {
        using MemoryStream input = new(Encoding.UTF8.GetBytes(lines));
        using MemoryStream output = new();
        TokenizeCommand.Decode(Toy, input, output, "ids.jsonl", skipSpecial: false);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
