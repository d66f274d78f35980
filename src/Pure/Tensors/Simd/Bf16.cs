using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pure.Tensors.Simd;

/// <summary>bfloat16: the upper half of an fp32 number; rounding is to the nearest, ties to even, as in libtorch.</summary>
internal readonly unsafe struct Bf16(ushort bits) : IElement<Bf16>
{
    private const uint NotANumber = 0x7FC0_0000;
    private readonly ushort _bits = bits;

    public static Vector512<float> Load(Bf16* from)
    {
        var half = Vector256.Load((ushort*)from);
        Vector512<int> wide = Avx512F.IsSupported
            ? Avx512F.ConvertToVector512Int32(half)
            : Vector512.Create(Vector256.WidenLower(half), Vector256.WidenUpper(half)).AsInt32();
        return Vector512.ShiftLeft(wide, 16).AsSingle();
    }

    public static void Store(Bf16* to, Vector512<float> values)
    {
        Vector512<uint> bits = values.AsUInt32();
        Vector512<uint> odd = Vector512.ShiftRightLogical(bits, 16) & Vector512<uint>.One;
        Vector512<uint> rounded = bits + odd + Vector512.Create(0x7FFFu);
        rounded = Vector512.ConditionalSelect(Vector512.Equals(values, values).AsUInt32(), rounded, Vector512.Create(NotANumber));
        Vector512<uint> upper = Vector512.ShiftRightLogical(rounded, 16);
        Vector256<ushort> half = Avx512F.IsSupported ? Avx512F.ConvertToVector256UInt16(upper) : Vector256.Narrow(upper.GetLower(), upper.GetUpper());
        half.Store((ushort*)to);
    }

    public static float Get(Bf16* from) => BitConverter.UInt32BitsToSingle((uint)from->_bits << 16);

    public static void Set(Bf16* to, float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        *to = new Bf16((ushort)((float.IsNaN(value) ? NotANumber : bits + ((bits >> 16) & 1) + 0x7FFFu) >> 16));
    }
}
