namespace Pure.Tensors.Simd;

/// <summary>Size of a product: (Rows, Depth) times (Depth, Columns).</summary>
internal readonly record struct TileSize(int Rows, int Depth, int Columns);
