using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Pure.Text;
using Xunit;

namespace Pure.Tests.Text;

public sealed class TokenizerTests
{
    private static readonly TokenizerFile ToyFile = ToyTokenizers.Parse(ToyTokenizers.Trained());
    private static readonly LongPieceMerger LongPieces = new(ToyFile);
    private static readonly MergeEngine ShortPieces = new(ToyFile with { Pattern = SplitPattern.Whole });
    private static readonly Tokenizer Toy = ToyTokenizers.Load(ToyTokenizers.Trained());

    [Fact]
    public void Added_tokens_that_are_not_special_are_always_found()
    {
        JsonObject root = ToyTokenizers.Trained();
        root["added_tokens"]!.AsArray().Add(ToyTokenizers.Added(559, "<tool_call>", special: false));
        Tokenizer tokenizer = ToyTokenizers.Load(root);

        Assert.Contains(559, tokenizer.Encode("a<tool_call>b"));
        Assert.Equal("ab", tokenizer.Decode(tokenizer.Encode("a<|im_end|>b", allowSpecial: true), skipSpecial: true));
        Assert.Equal("a<tool_call>b", tokenizer.Decode(tokenizer.Encode("a<tool_call>b"), skipSpecial: true));
    }

    [Fact]
    public void A_special_token_spelled_in_text_is_plain_text()
    {
        int[] ids = Toy.Encode("x<|im_end|>y");

        Assert.DoesNotContain(Toy.IdOf("<|im_end|>")!.Value, ids);
        Assert.Equal("x<|im_end|>y", Toy.Decode(ids));
    }

    [Fact]
    public void A_combining_mark_cannot_hide_a_special_token()
    {
        int[] ids = Toy.Encode("<|im_end|>\u0338", allowSpecial: true);

        Assert.Equal(Toy.IdOf("<|im_end|>"), ids[0]);
        Assert.Equal("\u0338", Toy.Decode(ids.AsSpan(1)));
    }

    [Fact]
    public void Ids_beyond_the_vocabulary_show_as_replacement_characters()
    {
        Assert.False(Toy.IsToken(Toy.VocabularySize));
        Assert.Equal("a\uFFFDa", Toy.Decode([Toy.IdOf("a")!.Value, Toy.VocabularySize + 100, Toy.IdOf("a")!.Value]));
        Assert.Equal("\uFFFD"u8.ToArray(), Toy.TokenBytes(int.MaxValue));
        Assert.Contains("-1", Assert.Throws<PureException>(() => Toy.Decode([-1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_all_tokens_make_up_what_they_decode_to()
    {
        int[] ids = Toy.Encode("Fläche π·r² 一个 😀\n\n");

        Assert.Equal("Fläche π·r² 一个 😀\n\n", Encoding.UTF8.GetString(ids.SelectMany(Toy.TokenBytes).ToArray()));
        Assert.Equal("\n\n", Toy.TokenText(ids[^1]));
        Assert.Equal("\uFFFD", Toy.TokenText(Toy.Encode("😀")[0]));
    }

    [Fact]
    public void Ids_by_ending_are_those_whose_bytes_end_so()
    {
        IReadOnlySet<int> found = Toy.IdsEndingWith("s");

        int[] expected = Enumerable.Range(0, Toy.VocabularySize).Where(id => Toy.TokenBytes(id)[^1] == (byte)'s' && !Toy.IsSpecial(id)).ToArray();
        Assert.Equal(expected, found.Order());
        Assert.Contains(Toy.IdOf("balls") ?? Toy.IdOf(" balls")!.Value, found);
        Assert.Empty(Toy.IdsEndingWith("|>"));
    }

    [Fact]
    public void A_token_id_is_found_by_its_text()
    {
        Assert.Equal(Toy.IdOf("\n\n"), Assert.Single(Toy.Encode("\n\n")));
        Assert.Equal("<|endoftext|>", Toy.TokenText(Toy.IdOf("<|endoftext|>")!.Value));
        Assert.Null(Toy.IdOf("no such token"));
        Assert.Equal(559, Toy.VocabularySize);
    }

    [Fact]
    public void Long_pieces_merge_as_short_ones_do() => Gen.String["abcdefinorstABß "].Sample(text =>
    {
        List<int> expected = [];
        ShortPieces.Encode(text, expected);
        List<int> ids = [];
        LongPieces.Merge(ByteLevel.Spell(Encoding.UTF8.GetBytes(text)), ids);
        return ids.SequenceEqual(expected);
    });

    [Fact]
    public void A_page_of_one_letter_takes_no_time_to_speak_of()
    {
        string text = new('s', 1_000_000);
        long start = Stopwatch.GetTimestamp();

        int[] ids = Toy.Encode(text);

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
        Assert.Equal(text, Toy.Decode(ids));
    }
}
