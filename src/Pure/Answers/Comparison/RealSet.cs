// Sets of real numbers as sorted pieces that do not touch, with open or closed ends: one form for intervals, unions, inequalities and
// finite sets.
using Pure.Answers.Expressions;

namespace Pure.Answers.Comparison;

/// <summary>A set of real numbers.</summary>
/// <param name="Pieces">Sorted, disjoint, not touching.</param>
internal sealed record RealSet(IReadOnlyList<RealSet.Piece> Pieces)
{
    public static RealSet Empty { get; } = new([]);

    public static RealSet All { get; } = new([new Piece(End.Low, false, End.High, false)]);

    public static RealSet Of(End low, bool lowClosed, End high, bool highClosed, ScalarComparer comparer)
    {
        int order = End.Compare(low, high, comparer);
        return order > 0 || (order == 0 && !(lowClosed && highClosed)) ? Empty : new RealSet([new Piece(low, lowClosed && low.Infinity == 0, high, highClosed && high.Infinity == 0)]);
    }

    public static RealSet Point(Node value) => new([new Piece(new End(value, 0), true, new End(value, 0), true)]);

    public RealSet Union(RealSet other, ScalarComparer comparer)
    {
        List<Piece> sorted = [.. Pieces, .. other.Pieces];
        sorted.Sort((a, b) => End.Compare(a.Low, b.Low, comparer) is var order and not 0 ? order : b.LowClosed.CompareTo(a.LowClosed));
        var merged = new List<Piece>();
        foreach (Piece piece in sorted)
        {
            if (merged.Count == 0)
            {
                merged.Add(piece);
                continue;
            }

            Piece last = merged[^1];
            int gap = End.Compare(last.High, piece.Low, comparer);
            if (gap < 0 || (gap == 0 && !last.HighClosed && !piece.LowClosed))
            {
                merged.Add(piece);
                continue;
            }

            int reach = End.Compare(piece.High, last.High, comparer);
            if (reach > 0) merged[^1] = last with { High = piece.High, HighClosed = piece.HighClosed };
            else if (reach == 0) merged[^1] = last with { HighClosed = last.HighClosed || piece.HighClosed };
        }

        return new RealSet(merged);
    }

    public RealSet Complement()
    {
        var gaps = new List<Piece>();
        End low = End.Low;
        bool closed = false;
        foreach (Piece piece in Pieces)
        {
            if (piece.Low.Infinity == 0) gaps.Add(new Piece(low, closed, piece.Low, !piece.LowClosed));
            low = piece.High;
            closed = !piece.HighClosed;
            if (low.Infinity > 0) return new RealSet(gaps);
        }

        gaps.Add(new Piece(low, closed && low.Infinity == 0, End.High, false));
        return new RealSet(gaps);
    }

    public RealSet Intersection(RealSet other, ScalarComparer comparer) => Complement().Union(other.Complement(), comparer).Complement();

    public bool Same(RealSet other, ScalarComparer comparer) => Pieces.Count == other.Pieces.Count
        && Pieces.Zip(other.Pieces).All(pair => pair.First.LowClosed == pair.Second.LowClosed && pair.First.HighClosed == pair.Second.HighClosed
            && End.Compare(pair.First.Low, pair.Second.Low, comparer) == 0 && End.Compare(pair.First.High, pair.Second.High, comparer) == 0);

    /// <summary>One piece.</summary>
    internal sealed record Piece(End Low, bool LowClosed, End High, bool HighClosed);

    /// <summary>An end: a constant, or infinity of a sign.</summary>
    internal sealed record End(Node? Value, int Infinity)
    {
        public static End Low { get; } = new(null, -1);

        public static End High { get; } = new(null, 1);

        public static int Compare(End a, End b, ScalarComparer comparer)
        {
            if (a.Infinity != 0 || b.Infinity != 0) return a.Infinity.CompareTo(b.Infinity);
            return ReferenceEquals(a.Value, b.Value) ? 0 : comparer.Sign(Build.Minus(a.Value!, b.Value!)) ?? throw new UnreadableException("ends that cannot be compared");
        }
    }
}
