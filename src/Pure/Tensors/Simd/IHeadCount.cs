namespace Pure.Tensors.Simd;

/// <summary>How many query heads a loop of <see cref="GroupedAttention{T}"/> works on at once: known to the compiler, which leaves out what belongs to others.</summary>
internal interface IHeadCount
{
    /// <summary>2 or 4.</summary>
    static abstract int Count { get; }
}
