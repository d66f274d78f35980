using System.Text.RegularExpressions;
using CsCheck;
using Pure.Text;
using Xunit;

namespace Pure.Tests.Text;

public sealed class PieceSplitterTests
{
    // Within the basic plane .NET's regular expressions do what the patterns mean, so there they are a second opinion.
    [Theory]
    [InlineData(SplitPattern.Qwen2)]
    [InlineData(SplitPattern.Llama3)]
    [InlineData(SplitPattern.Gpt2)]
    public void Pieces_are_the_matches_of_the_pattern(SplitPattern pattern)
    {
        Regex regex = new(TokenizerFileReader.RegexOf(pattern), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

        TextGenerators.Plain.Sample(text =>
            string.Join('|', Pieces(pattern, text)) == string.Join('|', regex.Matches(text).Select(match => match.Value)));
    }

    [Theory]
    [InlineData(SplitPattern.Qwen2, "𝒜𝒜x 𠀀𠀁", "𝒜𝒜x/ 𠀀𠀁")]
    [InlineData(SplitPattern.Qwen2, "𝟏𝟐𝟑𝟒", "𝟏/𝟐/𝟑/𝟒")]
    [InlineData(SplitPattern.Llama3, "𝟏𝟐𝟑𝟒 12345", "𝟏𝟐𝟑/𝟒/ /123/45")]
    [InlineData(SplitPattern.Gpt2, "𝟏𝟐𝟑𝟒 12345", "𝟏𝟐𝟑𝟒/ 12345")]
    [InlineData(SplitPattern.Qwen2, "x'ſT don'T", "x/'ſ/T/ don/'T")]
    [InlineData(SplitPattern.Qwen2, "😀!\n\n a", "😀!\n\n/ a")]
    [InlineData(SplitPattern.Whole, "any text 12", "any text 12")]
    public void Beyond_the_basic_plane_a_character_is_one_character(SplitPattern pattern, string text, string pieces) =>
        Assert.Equal(pieces, string.Join('/', Pieces(pattern, text)));

    private static List<string> Pieces(SplitPattern pattern, string text)
    {
        List<string> pieces = [];
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = PieceSplitter.End(pattern, text, start);
            pieces.Add(text[start..end]);
        }

        return pieces;
    }
}
