namespace Pure.Models.Inference;

/// <summary>Spans one after the other: which row of the batch is which token.</summary>
internal sealed class SpanBatch
{
    private readonly IReadOnlyList<TokenSpan> _spans;
    private readonly (int Span, int Token)[] _rows;

    public SpanBatch(IReadOnlyList<TokenSpan> spans)
    {
        _spans = spans;
        _rows = new (int, int)[spans.Sum(s => s.Ids.Length)];
        int row = 0;
        for (int s = 0; s < spans.Count; s++)
        {
            for (int token = 0; token < spans[s].Ids.Length; token++) _rows[row++] = (s, token);
            Longest = Math.Max(Longest, spans[s].Position(spans[s].Ids.Length));
        }
    }

    /// <summary>Number of tokens.</summary>
    public int Tokens => _rows.Length;

    /// <summary>Most tokens that any token looks at.</summary>
    public int Longest { get; }

    /// <summary>The token of a row.</summary>
    public (TokenSpan Span, int Token) At(int row)
    {
        (int span, int token) = _rows[row];
        return (_spans[span], token);
    }

    /// <summary>Writes the ids of all tokens.</summary>
    public void CopyIds(Span<long> to)
    {
        int row = 0;
        foreach (TokenSpan span in _spans)
        {
            foreach (int id in span.Ids.Span) to[row++] = id;
        }
    }

    /// <summary>Rows of the wanted tokens.</summary>
    public int[] Wanted()
    {
        var wanted = new List<int>();
        int start = 0;
        foreach (TokenSpan span in _spans)
        {
            foreach (int token in span.Wanted) wanted.Add(start + token);
            start += span.Ids.Length;
        }

        return [.. wanted];
    }
}
