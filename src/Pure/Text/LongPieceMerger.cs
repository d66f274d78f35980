namespace Pure.Text;

/// <summary>
/// Byte-pair merging in time n·log n, for pieces so long (a page of one letter, a genome) that the merge engine, whose
/// time grows with the square of the length, would hang on them. Same ids.
/// </summary>
/// <remarks>Safe for use by several threads at once: immutable.</remarks>
internal sealed class LongPieceMerger
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _vocabulary;
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> _merges;

    public LongPieceMerger(TokenizerFile file)
    {
        _vocabulary = file.Vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        _merges = new(file.Merges.Count);
        for (int rank = 0; rank < file.Merges.Count; rank++)
        {
            (string left, string right) = file.Merges[rank];
            _merges[(file.Vocabulary[left], file.Vocabulary[right])] = (rank, file.Vocabulary[left + right]);
        }
    }

    /// <summary>Adds the ids of a piece, given in byte-level letters that all are entries of the vocabulary.</summary>
    public void Merge(ReadOnlySpan<char> letters, List<int> ids)
    {
        // A linked list of what is left: a merge keeps the left symbol's place and unlinks the right one.
        int[] symbols = new int[letters.Length];
        int[] previous = new int[letters.Length];
        int[] next = new int[letters.Length];
        for (int i = 0; i < letters.Length; i++) (symbols[i], previous[i], next[i]) = (_vocabulary[letters.Slice(i, 1)], i - 1, i + 1);

        PriorityQueue<(int Place, int Id), (int Rank, int Place)> queue = new();
        for (int i = 0; i < symbols.Length; i++) Enqueue(i);
        while (queue.TryDequeue(out (int Place, int Id) merge, out _))
        {
            int right = next[merge.Place];
            // Out of date if its place was merged away or by now holds another pair.
            if (symbols[merge.Place] < 0 || right >= symbols.Length) continue;
            if (!_merges.TryGetValue((symbols[merge.Place], symbols[right]), out (int, int Id) now) || now.Id != merge.Id) continue;

            symbols[merge.Place] = merge.Id;
            symbols[right] = -1;
            next[merge.Place] = next[right];
            if (next[right] < symbols.Length) previous[next[right]] = merge.Place;
            if (previous[merge.Place] >= 0) Enqueue(previous[merge.Place]);
            Enqueue(merge.Place);
        }

        foreach (int symbol in symbols)
        {
            if (symbol >= 0) ids.Add(symbol);
        }

        void Enqueue(int place)
        {
            if (next[place] < symbols.Length && _merges.TryGetValue((symbols[place], symbols[next[place]]), out (int Rank, int Id) merge))
                queue.Enqueue((place, merge.Id), (merge.Rank, place));
        }
    }
}
