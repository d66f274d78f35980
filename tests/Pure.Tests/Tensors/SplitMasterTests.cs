using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tests.Tensors;

/// <summary>A weight in bf16 and what rounding took away are the fp32 master, to the bit.</summary>
public sealed class SplitMasterTests
{
    [Fact]
    public void Every_kind_of_number_comes_back_to_the_bit()
    {
        using DisposeScope scope = NewDisposeScope();

        // All patterns of the lower half at some upper halves: ordinary numbers of both signs, zeros, subnormal ones, the largest, infinite.
        int[] upper = [0x0000, 0x0001, 0x3F80, 0x3F81, 0x7F7F, 0x7F80, 0x8000, 0xBF80, 0xC0FF, 0xFF7F];
        int[] bits = [.. upper.SelectMany(u => Enumerable.Range(0, 1 << 16).Select(l => (u << 16) | l))];
        Tensor wide = Aten.Reinterpret(tensor(bits), ScalarType.Float32);

        foreach (bool plain in new[] { false, true })
        {
            (Tensor weight, Tensor low) = Split(wide, plain);
            Tensor back = plain ? SplitMaster.PlainJoin(weight, low) : SplitMaster.Join(weight, low);
            Assert.True(back.bytes.SequenceEqual(wide.bytes), plain ? "plain" : "fast");
        }
    }

    [Fact]
    public void The_fast_way_is_the_plain_one()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor wide = randn(100_003);
        ((Tensor weight, Tensor low), (Tensor plainWeight, Tensor plainLow)) = (Split(wide, plain: false), Split(wide, plain: true));

        Assert.True(weight.bytes.SequenceEqual(plainWeight.bytes));
        Assert.True(low.bytes.SequenceEqual(plainLow.bytes));
        Assert.True(SplitMaster.Join(weight, low).bytes.SequenceEqual(SplitMaster.PlainJoin(weight, low).bytes));
    }

    [Fact]
    public void The_weight_is_the_master_rounded_to_the_nearest()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor wide = randn(100_003);
        (Tensor weight, _) = Split(wide, plain: false);
        Tensor error = (weight.to(ScalarType.Float32) - wide).abs(), nearest = (wide.to(ScalarType.BFloat16).to(ScalarType.Float32) - wide).abs();
        Assert.True(error.eq(nearest).all().item<bool>());

        // Ties go away from zero; libtorch's go to the even neighbour.
        Tensor tie = Aten.Reinterpret(tensor(new[] { 0x3F80_8000, unchecked((int)0xBF80_8000), 0x3F81_8000 }), ScalarType.Float32);
        Assert.Equal([0x3F81, unchecked((short)0xBF81), 0x3F82], Aten.Reinterpret(Split(tie, plain: false).Weight, ScalarType.Int16).data<short>().ToArray());
    }

    private static (Tensor Weight, Tensor Low) Split(Tensor wide, bool plain)
    {
        Tensor weight = empty(wide.shape, ScalarType.BFloat16), low = empty(wide.shape, ScalarType.Int16);
        if (plain) SplitMaster.PlainSplit(wide, weight, low);
        else SplitMaster.Split(wide, weight, low);
        return (weight, low);
    }
}
