namespace Pure.Tensors.Simd;

/// <summary>Two query heads at once.</summary>
internal readonly struct TwoHeads : IHeadCount
{
    public static int Count => 2;
}
