using Pure.Text;
using Xunit;

namespace Pure.Tests.Text;

public sealed class TokenizerSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pure-tokenizer-").FullName;

    public TokenizerSettingsTests() => File.Copy(ToyTokenizers.GoldenFile("tokenizer.json"), Path.Combine(_folder, "tokenizer.json"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Roles_come_from_the_tokenizer_settings_first()
    {
        Write("tokenizer_config.json", """{"bos_token": null, "eos_token": {"content": "<|im_end|>"}, "pad_token": "<|endoftext|>"}""");
        Write("generation_config.json", """{"bos_token_id": 556, "eos_token_id": [558, 556], "pad_token_id": 3}""");
        Write("config.json", """{"eos_token_id": 7}""");

        Tokenizer tokenizer = Tokenizer.Load(_folder);

        Assert.Equal(558, tokenizer.EndOfSequence);
        Assert.Equal(556, tokenizer.Padding);
        Assert.Equal(556, tokenizer.BeginOfSequence);
        Assert.Equal([558, 556], tokenizer.StopIds);
    }

    [Fact]
    public void The_model_settings_name_the_end_where_nothing_else_does()
    {
        Write("config.json", """{"eos_token_id": 556}""");

        Tokenizer tokenizer = Tokenizer.Load(Path.Combine(_folder, "tokenizer.json"));

        Assert.Equal(556, tokenizer.EndOfSequence);
        Assert.Equal(556, tokenizer.Padding);
        Assert.Null(tokenizer.BeginOfSequence);
    }

    [Fact]
    public void A_missing_end_is_said_when_it_is_needed()
    {
        Tokenizer tokenizer = Tokenizer.Load(_folder);

        Assert.Empty(tokenizer.StopIds);
        Assert.Contains("eos_token", Assert.Throws<PureException>(() => tokenizer.EndOfSequence).Message, StringComparison.Ordinal);
        Assert.Throws<PureException>(() => tokenizer.Padding);
    }

    [Theory]
    [InlineData("tokenizer_config.json", """{"eos_token": "<nope>"}""", "eos_token is '<nope>', which tokenizer.json does not have")]
    [InlineData("tokenizer_config.json", """{"eos_token": {"text": "x"}}""", "eos_token.content is missing")]
    [InlineData("tokenizer_config.json", "[]", "is a list, expected an object")]
    [InlineData("generation_config.json", """{"eos_token_id": "2"}""", "eos_token_id is a string")]
    [InlineData("generation_config.json", """{"eos_token_id": [2, -1]}""", "eos_token_id[1] is -1")]
    [InlineData("config.json", "{", "not valid JSON")]
    public void Broken_settings_are_refused_by_file_and_place(string file, string content, string expected)
    {
        Write(file, content);

        string message = Assert.Throws<PureException>(() => Tokenizer.Load(_folder)).Message;

        Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private void Write(string file, string content) => File.WriteAllText(Path.Combine(_folder, file), content);
}
