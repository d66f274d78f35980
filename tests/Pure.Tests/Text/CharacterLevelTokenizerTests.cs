using System.Text.Json.Nodes;
using Pure.Text;
using Xunit;

namespace Pure.Tests.Text;

public sealed class CharacterLevelTokenizerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_character_is_its_own_token(bool useRegex)
    {
        Tokenizer tokenizer = ToyTokenizers.Load(ToyTokenizers.CharacterLevel(useRegex));
        const string text = "a=12+3*b\n\n#s?.99-n\n";

        int[] ids = tokenizer.Encode(text);

        Assert.Equal(text.Select(c => ToyTokenizers.Characters.IndexOf(c, StringComparison.Ordinal)), ids);
        Assert.Equal(text, tokenizer.Decode(ids));
        Assert.Equal(ToyTokenizers.Characters.Length + 1, tokenizer.VocabularySize);
    }

    [Fact]
    public void A_character_without_token_is_named()
    {
        Tokenizer tokenizer = ToyTokenizers.Load(ToyTokenizers.CharacterLevel());

        Assert.Contains("'€' (U+20AC)", Assert.Throws<PureException>(() => tokenizer.Encode("1+€")).Message, StringComparison.Ordinal);
        Assert.Contains("U+0020", Assert.Throws<PureException>(() => tokenizer.Encode("1 + 2")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, new[] { 1, 33, 33, 33, 2, 33 })]
    [InlineData(true, new[] { 1, 33, 2, 33 })]
    public void An_unknown_token_stands_for_bytes_without_token(bool fuse, int[] expected)
    {
        JsonObject root = ToyTokenizers.CharacterLevel();
        root["model"]!["unk_token"] = "<unk>";
        root["model"]!["vocab"]!["<unk>"] = 33;
        root["model"]!["fuse_unk"] = fuse;
        root["added_tokens"] = new JsonArray();

        Assert.Equal(expected, ToyTokenizers.Load(root).Encode("1€2x"));
    }

    [Fact]
    public void Special_tokens_are_taken_from_text_only_where_allowed()
    {
        Tokenizer tokenizer = ToyTokenizers.Load(ToyTokenizers.CharacterLevel());

        Assert.Equal([1, 33, 2], tokenizer.Encode("1<|endoftext|>2", allowSpecial: true));
        Assert.Throws<PureException>(() => tokenizer.Encode("1<|endoftext|>2"));
        Assert.Equal("1<|endoftext|>2", tokenizer.Decode([1, 33, 2]));
        Assert.Equal("12", tokenizer.Decode([1, 33, 2], skipSpecial: true));
    }

    [Fact]
    public void Ids_are_found_by_plain_text_and_by_ending()
    {
        Tokenizer tokenizer = ToyTokenizers.Load(ToyTokenizers.CharacterLevel());

        Assert.Equal(32, tokenizer.IdOf("\n"));
        Assert.Equal(33, tokenizer.IdOf("<|endoftext|>"));
        Assert.Null(tokenizer.IdOf("x"));
        Assert.Equal([32], tokenizer.IdsEndingWith("\n"));
        Assert.Same(tokenizer.IdsEndingWith("\n"), tokenizer.IdsEndingWith("\n"));
    }
}
