namespace Pure.Tensors.Simd;

/// <summary>Four query heads at once.</summary>
internal readonly struct FourHeads : IHeadCount
{
    public static int Count => 4;
}
