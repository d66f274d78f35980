using System.Globalization;
using System.Text;

namespace Pure.Text;

/// <summary>Looks up the <see cref="CharacterClass"/> of characters in a text.</summary>
internal static class CharacterClasses
{
    private static readonly CharacterClass[] OfBasicPlane = MakeTable();

    /// <summary>The class of the scalar value at <paramref name="index"/> and its length in UTF-16 units (1 or 2).</summary>
    public static CharacterClass At(ReadOnlySpan<char> text, int index, out int length)
    {
        char c = text[index];
        length = 1;
        if (!char.IsSurrogate(c)) return OfBasicPlane[c];
        return Rune.DecodeFromUtf16(text[index..], out Rune rune, out length) == System.Buffers.OperationStatus.Done
            ? Of(rune)
            : CharacterClass.Other;
    }

    public static CharacterClass Of(Rune rune)
    {
        if (rune.Value is '\r' or '\n') return CharacterClass.LineEnd;
        if (Rune.IsWhiteSpace(rune)) return CharacterClass.Space;
        if (Rune.IsLetter(rune)) return CharacterClass.Letter;
        return Rune.IsNumber(rune) ? CharacterClass.Number : CharacterClass.Other;
    }

    /// <summary><c>\w</c> of the reference: letters, marks, decimal digits, letter numbers, connecting punctuation and
    /// the joiners.</summary>
    public static bool IsWord(Rune rune) => rune.Value is 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is
        <= UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;

    private static CharacterClass[] MakeTable()
    {
        CharacterClass[] table = new CharacterClass[char.MaxValue + 1];
        for (int c = 0; c < table.Length; c++)
        {
            if (Rune.TryCreate((char)c, out Rune rune)) table[c] = Of(rune);
        }

        return table;
    }
}
