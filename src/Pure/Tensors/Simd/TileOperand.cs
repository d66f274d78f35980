namespace Pure.Tensors.Simd;

/// <summary>A matrix in memory, as <see cref="TileProduct"/> reads or writes it.</summary>
internal readonly unsafe struct TileOperand
{
    private TileOperand(float* first, nint down, nint across)
    {
        First = first;
        Down = down;
        Across = across;
    }

    /// <summary>Its first number.</summary>
    public float* First { get; private init; }

    /// <summary>From one row to the next.</summary>
    public nint Down { get; }

    /// <summary>In a left factor from one column to the next, otherwise from one tile of 32 columns to the next.</summary>
    public nint Across { get; }

    /// <summary>A left factor, row by row.</summary>
    public static TileOperand Left(float* first, nint stride) => new(first, stride, 1);

    /// <summary>A left factor that is the transpose of what lies there row by row.</summary>
    public static TileOperand LeftTransposed(float* first, nint stride) => new(first, 1, stride);

    /// <summary>A right factor or a result, row by row.</summary>
    public static TileOperand Right(float* first, nint stride) => new(first, stride, TileProduct.Columns);

    /// <summary>A right factor whose tiles of 32 columns lie one behind the other, each row by row.</summary>
    public static TileOperand RightInTiles(float* first, int rows) => new(first, TileProduct.Columns, (nint)TileProduct.Columns * rows);

    /// <summary>The rows from one on.</summary>
    public TileOperand At(int row) => this with { First = First + (row * Down) };
}
