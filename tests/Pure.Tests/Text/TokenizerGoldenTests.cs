using System.Text;
using System.Text.RegularExpressions;
using Pure.Text;
using Xunit;

namespace Pure.Tests.Text;

/// <summary>
/// Ids equal those of the reference implementation (Hugging Face tokenizers, the Rust library) on a toy vocabulary, for
/// each known pattern and for added tokens with every flag; and on a real vocabulary where one is given.
/// </summary>
public sealed class TokenizerGoldenTests
{
    [Theory]
    [InlineData("qwen2")]
    [InlineData("llama3")]
    [InlineData("gpt2")]
    [InlineData("flags")]
    public void Ids_equal_the_reference(string variant)
    {
        Tokenizer tokenizer = ToyTokenizers.Load(ToyTokenizers.Trained(variant));
        (string Text, int[] Ids)[] cases = GoldenCases.Read(ToyTokenizers.GoldenFile($"cases-{variant}.jsonl")).ToArray();

        Assert.True(cases.Length >= 200);
        Assert.All(cases, c => Assert.Equal(c.Ids, tokenizer.Encode(c.Text, allowSpecial: true)));
    }

    [Theory]
    [InlineData("qwen2", true)]
    [InlineData("llama3", false)]
    [InlineData("gpt2", false)]
    public void Ids_decode_to_the_text(string variant, bool normalizes)
    {
        Tokenizer tokenizer = ToyTokenizers.Load(ToyTokenizers.Trained(variant));

        Assert.All(GoldenCases.Read(ToyTokenizers.GoldenFile($"cases-{variant}.jsonl")), c =>
            Assert.Equal(normalizes ? NormalizeBetweenAdded(tokenizer, c.Text) : c.Text, tokenizer.Decode(c.Ids)));
    }

    // PURE_TOKENIZER names a folder with qwen2/tokenizer.json and qwen2/cases.jsonl; without it the toy is checked the same way.
    [Fact]
    public void A_whole_vocabulary_is_exact()
    {
        string? real = Environment.GetEnvironmentVariable("PURE_TOKENIZER");
        Tokenizer tokenizer = Tokenizer.Load(real is null ? ToyTokenizers.GoldenFile("tokenizer.json") : Path.Combine(real, "qwen2"));
        string cases = real is null ? ToyTokenizers.GoldenFile("cases-qwen2.jsonl") : Path.Combine(real, "qwen2", "cases.jsonl");

        Assert.All(GoldenCases.Read(cases).Where(c => !HasNewLetter(c.Text)), c =>
        {
            Assert.Equal(c.Ids, tokenizer.Encode(c.Text, allowSpecial: true));
            Assert.Equal(NormalizeBetweenAdded(tokenizer, c.Text), tokenizer.Decode(c.Ids));
        });
        Assert.Equal(real is null ? 5 : 564, tokenizer.IdsEndingWith("\n\n").Count);
    }

    // An added token cuts the text before it is normalised, so a combining mark behind it stays by itself.
    private static string NormalizeBetweenAdded(Tokenizer tokenizer, string text)
    {
        string pattern = $"({string.Join('|', tokenizer.AddedTokens.Select(token => Regex.Escape(token.Content)))})";
        string[] parts = Regex.Split(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(10));
        return string.Concat(parts.Select(part => part.Normalize(NormalizationForm.FormC)));
    }

    // CJK extension J came with Unicode 17, which .NET 10 does not know yet.
    private static bool HasNewLetter(string text) => text.EnumerateRunes().Any(rune => rune.Value is >= 0x323B0 and <= 0x33479);
}
