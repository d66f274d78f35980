using System.Text;
using CsCheck;
using Pure.Text;
using Xunit;

namespace Pure.Tests.Text;

public sealed class TokenizerPropertyTests
{
    private static readonly Tokenizer Toy = ToyTokenizers.Load(ToyTokenizers.Trained());

    [Fact]
    public void Any_text_decodes_to_itself_normalised() => TextGenerators.Any.Sample(text =>
    {
        string clean = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return Toy.Decode(Toy.Encode(text)) == clean.Normalize(NormalizationForm.FormC);
    });

    [Fact]
    public void Special_ids_never_come_from_text_unless_allowed() =>
        TextGenerators.Any.Sample(text => !Array.Exists(Toy.Encode(text), Toy.IsSpecial));

    [Fact]
    public void Half_of_a_surrogate_pair_counts_as_the_replacement_character()
    {
        Assert.Equal(Toy.Encode("a\uFFFDb\uFFFD"), Toy.Encode("a\uD800b\uDFFF"));
        Assert.Equal("\uFFFD\uFFFD", Toy.Decode(Toy.Encode("\uDC00\uD800")));
    }

    [Fact]
    public void Streamed_text_is_the_whole_text_and_never_ends_in_half_a_character() =>
        Gen.Int[0, Toy.VocabularySize + 5].Array[0, 30].Sample(ids =>
        {
            StreamingDecoder decoder = new(Toy);
            string[] parts = [.. ids.Select(decoder.Add), decoder.Finish()];
            return string.Concat(parts) == Toy.Decode(ids)
                && parts.All(part => part.EnumerateRunes().Sum(rune => rune.Utf16SequenceLength) == part.Length);
        });

    [Fact]
    public void Valid_text_streams_without_replacement_characters() =>
        TextGenerators.Any.Where(text => !text.Contains('\uFFFD', StringComparison.Ordinal)).Sample(text =>
        {
            StreamingDecoder decoder = new(Toy);
            string clean = Toy.Decode(Toy.Encode(text));
            bool expected = clean.Contains('\uFFFD', StringComparison.Ordinal);
            return Toy.Encode(text).Select(decoder.Add).Append(decoder.Finish()).Any(part => part.Contains('\uFFFD', StringComparison.Ordinal)) == expected;
        });

    [Fact]
    public void An_emoji_appears_when_its_last_byte_does()
    {
        int[] ids = Toy.Encode("😀");
        StreamingDecoder decoder = new(Toy);

        string[] parts = ids.Select(decoder.Add).ToArray();

        Assert.Equal(4, ids.Length);
        Assert.Equal(["", "", "", "😀"], parts);
        Assert.Equal("", decoder.Finish());
        decoder.Add(ids[0]);
        Assert.Equal("\uFFFD", decoder.Finish());
        Assert.Equal("a", decoder.Add(Toy.IdOf("a")!.Value));
    }

    [Fact]
    public void Many_threads_get_the_same_ids()
    {
        (string Text, int[] Ids)[] cases = GoldenCases.Read(ToyTokenizers.GoldenFile("cases-qwen2.jsonl")).ToArray();
        Tokenizer fresh = ToyTokenizers.Load(ToyTokenizers.Trained());

        Parallel.For(0, 8 * cases.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            (string text, int[] ids) = cases[(i * 31) % cases.Length];
            Assert.Equal(ids, fresh.Encode(text, allowSpecial: true));
            Assert.Contains(fresh.IdOf("\n\n")!.Value, fresh.IdsEndingWith("\n\n"));
        });
    }
}
