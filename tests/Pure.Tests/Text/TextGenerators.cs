using CsCheck;

namespace Pure.Tests.Text;

/// <summary>Random texts made to hit the corners: white space, contractions, marks, astral letters, added tokens, and
/// now and then half of a surrogate pair.</summary>
internal static class TextGenerators
{
    private static readonly string[] Corners =
    [
        " ", "  ", "\n", "\r", "\r\n", "\t", "\n\n", "\u00a0", "\u3000", "\u2028", "\u0085", "\ufeff", "\u001c", "'", "'s", "'S", "'t", "'RE",
        "'ll", "'D", "'ve", "'m", "a", "Z", " the", "answer", "0", "12", "1234", "½", "Ⅷ", "٣", "\u0301", "\u0338", "e\u0301", "Å", "가", "\u1100",
        "-", "...", "!", "\\frac", "{", "}", "$", "_", "\u200d", "\0", "\uffff", "<|im_end|>", "<|", "<|endoftext|>",
    ];

    private static readonly Gen<string> Corner = Gen.Int[0, Corners.Length - 1].Select(i => Corners[i]);

    private static readonly Gen<string> BasicPlane = Gen.Char.Where(c => !char.IsSurrogate(c)).Select(c => c.ToString());

    private static readonly Gen<string> Astral = Gen.Int[0x10000, 0x10FFFF].Select(char.ConvertFromUtf32);

    private static readonly Gen<string> HalfPair = Gen.Int[0xD800, 0xDFFF].Select(unit => ((char)unit).ToString());

    /// <summary>Text of the basic plane only, without surrogates.</summary>
    public static readonly Gen<string> Plain = Join(Gen.Frequency((6, Corner), (1, BasicPlane)));

    /// <summary>Any string that .NET can hold.</summary>
    public static readonly Gen<string> Any = Join(Gen.Frequency((12, Corner), (3, BasicPlane), (2, Astral), (1, HalfPair)));

    private static Gen<string> Join(Gen<string> part) => part.Array[0, 24].Select(string.Concat);
}
