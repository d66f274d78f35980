namespace Pure.Tensors.Simd;

/// <summary>Shape of one sequence's attention, as <see cref="CausalHeads{T}"/> sees it.</summary>
/// <param name="Time">Tokens.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="KeyValueHeads">Key-value heads; a divisor of the query heads.</param>
/// <param name="Size">Numbers in a head, even.</param>
internal readonly record struct CausalShape(int Time, int Heads, int KeyValueHeads, int Size)
{
    /// <summary>Query heads that share a key-value head.</summary>
    public int Group => Heads / KeyValueHeads;

    /// <summary>Head size, rounded up to tiles.</summary>
    public int PaddedSize => Rounded(Size);

    /// <summary>Tokens, rounded up to tiles.</summary>
    public int PaddedTime => Rounded(Time);

    /// <summary>From one row of scores to the next: not a power of two, whose rows would all lie in the same lines of the cache.</summary>
    public int ScoreStride => PaddedTime + 16;

    /// <summary>What scores are multiplied by.</summary>
    public float Scale => 1 / MathF.Sqrt(Size);

    /// <summary>The next multiple of a tile's columns.</summary>
    public static int Rounded(int count) => (count + TileProduct.Columns - 1) / TileProduct.Columns * TileProduct.Columns;
}
