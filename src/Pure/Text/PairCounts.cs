using System.Runtime.InteropServices;
using System.Text;

namespace Pure.Text;

/// <summary>
/// Counts of adjacent pairs over all pieces, kept up to date while pairs are merged: each merge touches only the pieces
/// that hold the pair, and a queue with late correction gives the most frequent one.
/// </summary>
internal sealed class PairCounts
{
    private readonly int[][] _pieces;
    private readonly long[] _occurrences;
    private readonly Dictionary<(int Left, int Right), long> _counts = [];

    /// <summary>The pieces that hold a pair, and perhaps some that did once.</summary>
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _holders = [];
    private readonly PriorityQueue<(int Left, int Right), (long MinusCount, int Left, int Right)> _queue = new();

    /// <summary>Pieces with how often each occurs; ids of the single bytes.</summary>
    public PairCounts(Dictionary<string, long> pieces, int[] idOfByte)
    {
        _pieces = pieces.Keys.Select(piece => Encoding.UTF8.GetBytes(piece).Select(b => idOfByte[b]).ToArray()).ToArray();
        _occurrences = [.. pieces.Values];
        for (int piece = 0; piece < _pieces.Length; piece++) Count(piece, sign: 1);
        foreach ((int Left, int Right) pair in _counts.Keys) Enqueue(pair);
    }

    /// <summary>The most frequent pair; null where none occurs <paramref name="minimum"/> times.</summary>
    public (int Left, int Right)? MostFrequent(int minimum)
    {
        while (_queue.TryDequeue(out (int Left, int Right) pair, out (long MinusCount, int, int) rank))
        {
            long count = _counts[pair];
            // A count that has grown was queued again when it grew; one that has shrunk is put where it belongs now.
            if (count < -rank.MinusCount) Enqueue(pair);
            if (count == -rank.MinusCount) return count >= minimum ? pair : null;
        }

        return null;
    }

    /// <summary>Replaces the pair by <paramref name="merged"/> in every piece, from left to right.</summary>
    public void Merge(int left, int right, int merged)
    {
        HashSet<(int, int)> touched = [];
        if (!_holders.Remove((left, right), out HashSet<int>? holders)) return;
        foreach (int piece in holders)
        {
            Count(piece, sign: -1);
            _pieces[piece] = Replace(_pieces[piece], left, right, merged);
            Count(piece, sign: 1);
            int[] symbols = _pieces[piece];
            for (int i = 0; i + 1 < symbols.Length; i++)
            {
                if (symbols[i] == merged || symbols[i + 1] == merged) touched.Add((symbols[i], symbols[i + 1]));
            }
        }

        foreach ((int Left, int Right) pair in touched) Enqueue(pair);
    }

    private void Enqueue((int Left, int Right) pair)
    {
        if (_counts[pair] > 0) _queue.Enqueue(pair, (-_counts[pair], pair.Left, pair.Right));
    }

    private void Count(int piece, int sign)
    {
        int[] symbols = _pieces[piece];
        for (int i = 0; i + 1 < symbols.Length; i++)
        {
            (int, int) pair = (symbols[i], symbols[i + 1]);
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, pair, out _) += sign * _occurrences[piece];
            if (sign < 0) continue;
            ref HashSet<int>? holders = ref CollectionsMarshal.GetValueRefOrAddDefault(_holders, pair, out _);
            (holders ??= []).Add(piece);
        }
    }

    private static int[] Replace(int[] symbols, int left, int right, int merged)
    {
        List<int> replaced = new(symbols.Length);
        for (int i = 0; i < symbols.Length; i++)
        {
            bool isPair = symbols[i] == left && i + 1 < symbols.Length && symbols[i + 1] == right;
            replaced.Add(isPair ? merged : symbols[i]);
            if (isPair) i++;
        }

        return [.. replaced];
    }
}
