using System.Text;

namespace Pure.Text;

/// <summary>
/// Decodes ids as they arrive: each call gives the text that is complete by then, never half of a character. All texts
/// together, with that of <see cref="Finish"/>, equal <see cref="Tokenizer.Decode"/> of all ids.
/// </summary>
/// <remarks>One decoder is for one sequence and one thread.</remarks>
/// <param name="tokenizer">Whose ids these are.</param>
/// <param name="skipSpecial">Leaves special tokens out.</param>
public sealed class StreamingDecoder(Tokenizer tokenizer, bool skipSpecial = false)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    /// <summary>The text that <paramref name="id"/> completes; empty while a character is still open.</summary>
    /// <exception cref="PureException">The id is negative.</exception>
    public string Add(int id) => skipSpecial && tokenizer.IsSpecial(id) ? "" : Convert(tokenizer.BytesOf(id), flush: false);

    /// <summary>The rest: U+FFFD if the last character is incomplete. The decoder can then take another sequence.</summary>
    public string Finish() => Convert([], flush: true);

    private string Convert(ReadOnlySpan<byte> bytes, bool flush)
    {
        // Never more UTF-16 units than bytes, except for the bytes held back.
        char[] text = new char[_decoder.GetCharCount(bytes, flush)];
        int count = _decoder.GetChars(bytes, text, flush);
        return new string(text, 0, count);
    }
}
