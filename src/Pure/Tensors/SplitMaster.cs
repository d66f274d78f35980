// An fp32 master beside a bf16 weight says the weight's sixteen bits a second time. Here the weight is the master rounded, and what
// rounding took away is kept as a signed sixteen-bit difference of the two bit patterns: together they are the master, to the bit
// (Split-SGD-BF16, Kalamkar et al., arXiv 2005.04680). That is 2 bytes a weight instead of 4, in memory and in checkpoints.
//
// Rounding is to the nearest, ties away from zero: then the difference lies in [-2^15, 2^15 - 1]. With ties to even it could be +2^15,
// which sixteen bits cannot tell from -2^15.
using System.Runtime.Intrinsics;
using Pure.Tensors.Simd;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>Masters in fp32, made of weights in bf16 and what rounding took away.</summary>
internal static unsafe class SplitMaster
{
    private const int Half = 0x8000;

    /// <summary>The masters.</summary>
    /// <param name="weight">bf16, contiguous.</param>
    /// <param name="low">int16, of the same shape.</param>
    /// <returns>fp32, of the same shape.</returns>
    public static Tensor Join(Tensor weight, Tensor low)
    {
        if (!Rows.CanRead(weight)) return PlainJoin(weight, low);
        Tensor wide = empty_like(weight, dtype: ScalarType.Float32);
        var upper = (ushort*)Rows.Address(weight);
        var lower = (short*)Rows.Address(low);
        var to = (int*)Rows.Address(wide);
        ForParts(weight.numel(), (start, end) =>
        {
            long i = start;
            for (; i + 16 <= end; i += 16)
            {
                var half = Vector256.Load(upper + i);
                var rest = Vector256.Load(lower + i);
                Vector512<int> bits = Vector512.ShiftLeft(Vector512.Create(Vector256.WidenLower(half), Vector256.WidenUpper(half)).AsInt32(), 16);
                (bits + Vector512.Create(Vector256.WidenLower(rest), Vector256.WidenUpper(rest))).Store(to + i);
            }

            for (; i < end; i++) to[i] = (upper[i] << 16) + lower[i];
        });
        return wide;
    }

    /// <summary>Writes masters as weights and what rounding takes away.</summary>
    /// <param name="wide">fp32, contiguous.</param>
    /// <param name="weight">bf16, of the same shape; written.</param>
    /// <param name="low">int16, of the same shape; written.</param>
    public static void Split(Tensor wide, Tensor weight, Tensor low)
    {
        if (!Rows.CanRead(weight))
        {
            PlainSplit(wide, weight, low);
            return;
        }

        var from = (int*)Rows.Address(wide);
        var upper = (ushort*)Rows.Address(weight);
        var lower = (short*)Rows.Address(low);
        ForParts(weight.numel(), (start, end) =>
        {
            long i = start;
            for (; i + 16 <= end; i += 16)
            {
                var bits = Vector512.Load(from + i);
                Vector512<int> rounded = Vector512.ShiftRightArithmetic(bits + Vector512.Create(Half), 16), rest = bits - Vector512.ShiftLeft(rounded, 16);
                Vector256.Narrow(rounded.GetLower(), rounded.GetUpper()).AsUInt16().Store(upper + i);
                Vector256.Narrow(rest.GetLower(), rest.GetUpper()).Store(lower + i);
            }

            for (; i < end; i++)
            {
                int rounded = unchecked(from[i] + Half) >> 16;
                upper[i] = unchecked((ushort)rounded);
                lower[i] = unchecked((short)(from[i] - (rounded << 16)));
            }
        });
    }

    /// <summary>The formula: the reference for <see cref="Join"/>, and the path of other devices.</summary>
    public static Tensor PlainJoin(Tensor weight, Tensor low)
    {
        Tensor upper = Aten.Reinterpret(weight, ScalarType.Int16).to(ScalarType.Int32).bitwise_left_shift(Number(16, weight));
        return Aten.Reinterpret(upper.Plus(low.to(ScalarType.Int32)), ScalarType.Float32);
    }

    /// <summary>The formula: the reference for <see cref="Split"/>, and the path of other devices.</summary>
    public static void PlainSplit(Tensor wide, Tensor weight, Tensor low)
    {
        Tensor bits = Aten.Reinterpret(wide, ScalarType.Int32), sixteen = Number(16, wide);
        Tensor rounded = bits.Plus(Number(Half, wide)).bitwise_right_shift(sixteen);
        Aten.Reinterpret(weight, ScalarType.Int16).copy_(rounded.to(ScalarType.Int16));
        low.copy_(bits.Minus(rounded.bitwise_left_shift(sixteen)).to(ScalarType.Int16));
    }

    private static Tensor Number(int number, Tensor like) => tensor([number]).reshape().On(like.device);

    private static void ForParts(long count, Action<long, long> work)
    {
        int parts = Rows.Parts(count, 1);
        ParallelRegion.Run(parts, part => work(count * part / parts, count * (part + 1) / parts));
    }
}
