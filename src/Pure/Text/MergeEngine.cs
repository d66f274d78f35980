using System.Buffers;
using System.Text;
using Engine = Microsoft.ML.Tokenizers;

namespace Pure.Text;

/// <summary>
/// Byte-pair merging of a text without added tokens. Merging proper is Microsoft.ML.Tokenizers'; done here is what it
/// gets wrong or lacks: piece boundaries over Unicode scalar values, pieces that are entries as a whole, very long pieces,
/// and vocabularies that lack some bytes, whose text the engine would drop without a word.
/// </summary>
/// <remarks>Safe for use by several threads at once: immutable but for the cache of the engine, which locks it.</remarks>
internal sealed class MergeEngine
{
    /// <summary>Letters from which a piece is long: here the quadratic time of the engine begins to show.</summary>
    private const int LongPiece = 2048;

    private readonly TokenizerFile _file;
    private readonly Lazy<LongPieceMerger> _longPieces;
    private readonly Engine.BpeTokenizer _engine;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _vocabulary;

    /// <summary>For each byte whether the vocabulary has an entry to start merging from.</summary>
    private readonly bool[] _hasByte = new bool[256];

    public MergeEngine(TokenizerFile file)
    {
        _file = file;
        _longPieces = new Lazy<LongPieceMerger>(() => new LongPieceMerger(file));
        _vocabulary = file.Vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int b = 0; b < 256; b++) _hasByte[b] = file.Vocabulary.ContainsKey(ByteLevel.ToChar((byte)b).ToString());
        _engine = Engine.BpeTokenizer.Create(new Engine.BpeOptions(file.Vocabulary)
        {
            Merges = file.Merges.Select(merge => $"{merge.Left} {merge.Right}"),
        });
    }

    /// <summary>Adds the ids of <paramref name="text"/>, which holds no lone surrogates, to <paramref name="ids"/>.</summary>
    /// <exception cref="PureException">A character has a byte without an entry, and the model has no unknown token.</exception>
    public void Encode(ReadOnlySpan<char> text, List<int> ids)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        char[] letters = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            for (int start = 0, end; start < text.Length; start = end)
            {
                end = PieceSplitter.End(_file.Pattern, text, start);
                ReadOnlySpan<char> piece = text[start..end];
                int count = Encoding.UTF8.GetBytes(piece, bytes);
                EncodePiece(piece, bytes.AsSpan(0, count), letters.AsSpan(0, count), ids);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(letters);
        }
    }

    private void EncodePiece(ReadOnlySpan<char> piece, ReadOnlySpan<byte> bytes, Span<char> letters, List<int> ids)
    {
        bool complete = true;
        for (int i = 0; i < bytes.Length; i++)
        {
            letters[i] = ByteLevel.ToChar(bytes[i]);
            complete &= _hasByte[bytes[i]];
        }

        if (_file.IgnoreMerges && _vocabulary.TryGetValue(letters, out int whole)) ids.Add(whole);
        else if (complete) Merge(letters, ids);
        else MergeAroundUnknown(piece, bytes, letters, ids);
    }

    private void Merge(ReadOnlySpan<char> letters, List<int> ids)
    {
        if (letters.Length == 1) ids.Add(_vocabulary[letters]);
        else if (letters.Length >= LongPiece) _longPieces.Value.Merge(letters, ids);
        else if (letters.Length > 1) ids.AddRange(_engine.EncodeToIds(letters, considerPreTokenization: false, considerNormalization: false));
    }

    // No merge involves the unknown token, so what lies between unknown bytes is merged on its own.
    private void MergeAroundUnknown(ReadOnlySpan<char> piece, ReadOnlySpan<byte> bytes, ReadOnlySpan<char> letters, List<int> ids)
    {
        if (_file.Unknown is not int unknown) throw NoEntry(piece);
        int known = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (_hasByte[bytes[i]]) continue;
            Merge(letters[known..i], ids);
            bool continues = i > 0 && !_hasByte[bytes[i - 1]];
            if (!(continues && _file.FuseUnknown)) ids.Add(unknown);
            known = i + 1;
        }

        Merge(letters[known..], ids);
    }

    private PureException NoEntry(ReadOnlySpan<char> piece)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (Rune rune in piece.EnumerateRunes())
        {
            int count = rune.EncodeToUtf8(bytes);
            foreach (byte b in bytes[..count])
            {
                if (!_hasByte[b])
                    return new PureException(
                        $"The tokenizer has no token for {Name(rune)}, nor an unknown token. Its vocabulary has {_file.Vocabulary.Count} entries: is it the one for this text?");
            }
        }

        throw new InvalidOperationException("every byte of the piece has an entry");
    }

    private static string Name(Rune rune) => Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)
        ? $"the character U+{rune.Value:X4}"
        : $"the character '{rune}' (U+{rune.Value:X4})";
}
