using System.Text;

namespace Pure.Text;

/// <summary>
/// The byte-level alphabet of GPT-2: one printable character for each of the 256 bytes, so that a vocabulary of strings
/// can hold any byte sequence. Printable ASCII and Latin-1 stand for themselves; the other 68 bytes take U+0100 and up
/// in byte order (space is 'Ġ', line feed is 'Ċ').
/// </summary>
internal static class ByteLevel
{
    /// <summary>One more than the largest character of the alphabet.</summary>
    private const int AlphabetEnd = 256 + 68;

    private static readonly char[] CharOfByte = MakeAlphabet();
    private static readonly short[] ByteOfChar = Invert(CharOfByte);

    /// <summary>The character that stands for <paramref name="value"/>.</summary>
    public static char ToChar(byte value) => CharOfByte[value];

    /// <summary>The byte that <paramref name="letter"/> stands for; false where it is not of the alphabet.</summary>
    public static bool TryToByte(char letter, out byte value)
    {
        short found = letter < AlphabetEnd ? ByteOfChar[letter] : (short)-1;
        value = (byte)found;
        return found >= 0;
    }

    /// <summary>Bytes as the vocabulary spells them.</summary>
    public static string Spell(ReadOnlySpan<byte> bytes)
    {
        char[] letters = new char[bytes.Length];
        for (int i = 0; i < bytes.Length; i++) letters[i] = CharOfByte[bytes[i]];
        return new string(letters);
    }

    /// <summary>
    /// The bytes that a vocabulary entry stands for. An entry with any character outside the alphabet stands for its own
    /// UTF-8 text, whole: that is how the reference decoder treats it.
    /// </summary>
    public static byte[] BytesOf(string entry)
    {
        byte[] bytes = new byte[entry.Length];
        for (int i = 0; i < entry.Length; i++)
        {
            if (!TryToByte(entry[i], out bytes[i])) return Encoding.UTF8.GetBytes(entry);
        }

        return bytes;
    }

    private static char[] MakeAlphabet()
    {
        char[] alphabet = new char[256];
        int next = 256;
        for (int b = 0; b < 256; b++)
        {
            bool printable = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            alphabet[b] = (char)(printable ? b : next++);
        }

        return alphabet;
    }

    private static short[] Invert(char[] alphabet)
    {
        short[] bytes = new short[AlphabetEnd];
        Array.Fill(bytes, (short)-1);
        for (int b = 0; b < 256; b++) bytes[alphabet[b]] = (short)b;
        return bytes;
    }
}
