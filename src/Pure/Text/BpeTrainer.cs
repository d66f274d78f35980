using System.Text;

namespace Pure.Text;

/// <summary>
/// Learns a byte-level byte-pair vocabulary (Sennrich et al. 2016, arXiv 1508.07909): starting from single bytes, the most
/// frequent adjacent pair becomes a token, again and again. Ties go to the smaller left, then right id, so the same texts
/// give the same vocabulary whatever their order.
/// </summary>
public static class BpeTrainer
{
    /// <summary>Learns from <paramref name="texts"/>, which are read once. The vocabulary stays smaller than asked for
    /// where no pair is frequent enough any more.</summary>
    /// <exception cref="PureException">Options out of range, or no text at all.</exception>
    public static TokenizerFile Train(IEnumerable<string> texts, BpeTrainerOptions options)
    {
        int merges = options.VocabularySize - 256 - options.SpecialTokens.Count;
        Check(options, merges);
        PairCounts pairs = new(CountPieces(texts, options), IdOfByte());
        List<string> entries = [.. Alphabet()];
        List<(string, string)> learned = [];
        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        foreach (string letter in entries) vocabulary.Add(letter, vocabulary.Count);

        while (entries.Count < 256 + merges && pairs.MostFrequent(options.MinimumCount) is var (left, right))
        {
            string merged = entries[left] + entries[right];
            // Two pairs can spell the same token ("a"+"bc", "ab"+"c"): both merges stand, the token is one.
            if (!vocabulary.TryGetValue(merged, out int id))
            {
                id = entries.Count;
                entries.Add(merged);
                vocabulary.Add(merged, id);
            }

            learned.Add((entries[left], entries[right]));
            pairs.Merge(left, right, id);
        }

        AddedToken[] added = options.SpecialTokens.Select((content, i) => new AddedToken(entries.Count + i, content, Special: true)).ToArray();
        return new TokenizerFile(vocabulary, learned, added, options.Pattern, options.Normalization);
    }

    private static void Check(BpeTrainerOptions options, int merges)
    {
        if (merges < 0)
        {
            throw new PureException(
                $"The vocabulary size is {options.VocabularySize}, but 256 bytes and {options.SpecialTokens.Count} special tokens need {256 + options.SpecialTokens.Count} or more.");
        }

        if (options.Pattern == SplitPattern.Whole)
            throw new PureException("The vocabulary cannot be trained without a split pattern: tokens would cross words. Choose qwen2, llama3 or gpt2.");
        if (options.MinimumCount < 1) throw new PureException($"The minimum count is {options.MinimumCount}; it must be 1 or more.");
        if (options.SpecialTokens.FirstOrDefault(token => token.Length < 2) is string token)
            throw new PureException($"The special token '{token}' is too short to be told from text. Give it two characters or more.");
        if (options.SpecialTokens.Distinct(StringComparer.Ordinal).Count() < options.SpecialTokens.Count)
            throw new PureException("A special token is there twice. Name each once.");
    }

    // Letters in order of their code point, as usual in such files: '!' is 0.
    private static IEnumerable<string> Alphabet() =>
        Enumerable.Range(0, 256).Select(b => ByteLevel.ToChar((byte)b)).Order().Select(letter => letter.ToString());

    private static int[] IdOfByte()
    {
        string[] alphabet = Alphabet().ToArray();
        return Enumerable.Range(0, 256).Select(b => Array.IndexOf(alphabet, ByteLevel.ToChar((byte)b).ToString())).ToArray();
    }

    private static Dictionary<string, long> CountPieces(IEnumerable<string> texts, BpeTrainerOptions options)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string raw in texts)
        {
            string text = UnicodeText.Prepare(raw, options.Normalization);
            for (int start = 0, end; start < text.Length; start = end)
            {
                end = PieceSplitter.End(options.Pattern, text, start);
                ReadOnlySpan<char> piece = text.AsSpan(start, end - start);
                lookup[piece] = lookup.TryGetValue(piece, out long count) ? count + 1 : 1;
            }
        }

        return counts.Count > 0 ? counts : throw new PureException("There is no text to train the vocabulary on.");
    }
}
