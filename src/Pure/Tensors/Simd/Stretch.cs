namespace Pure.Tensors.Simd;

/// <summary>Keys and values of consecutive tokens for one head.</summary>
/// <param name="Keys">In blocks; see <see cref="GroupedAttention{T}"/>.</param>
/// <param name="Values">Token by token.</param>
/// <param name="Count">Number of tokens.</param>
internal readonly unsafe record struct Stretch(nint Keys, nint Values, int Count);
