// Arithmetic between tensors and numbers that is safe while other threads run.
//
// TorchSharp turns every number, and the hidden factor 1 of `a + b`, into a Scalar object that owns native memory and has a
// finalizer, and passes its bare handle to native code. Nothing keeps the object alive during the call: when a garbage
// collection falls into it, the finalizer frees the memory that the operator is about to read. With several lanes on a loaded
// machine that happened once in some ten million operations, as "toFloat: Expected false to be true" or as a wrong number.
// Here every Scalar lives until its operator has returned. A test finds uses of the unsafe forms anywhere else.
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>Sums, differences and scalings. The names read as formulas: <c>x.Plus(y).Times(2)</c>.</summary>
public static class Arithmetic
{
    private static readonly Scalar One = 1;

    /// <summary>x + y</summary>
    public static Tensor Plus(this Tensor x, Tensor y) => x.add(y, One);

    /// <summary>x - y</summary>
    public static Tensor Minus(this Tensor x, Tensor y) => x.sub(y);

    /// <summary>x + y · z, element by element.</summary>
    public static Tensor PlusProduct(this Tensor x, Tensor y, Tensor z) => x.addcmul(y, z, One);

    /// <summary>x + number</summary>
    public static Tensor Plus(this Tensor x, double number)
    {
        using Scalar scalar = number;
        return x.add(scalar);
    }

    /// <summary>x · number</summary>
    public static Tensor Times(this Tensor x, double number)
    {
        using Scalar scalar = number;
        return x.mul(scalar);
    }

    /// <summary>x limited to a range.</summary>
    public static Tensor Clamped(this Tensor x, double least, double most)
    {
        using Scalar low = least, high = most;
        return x.clamp(low, high);
    }

    /// <summary>Adds in place.</summary>
    public static void Add(this Tensor x, Tensor y) => x.add_(y, One).Dropped();

    /// <summary>Adds a multiple in place.</summary>
    public static void Add(this Tensor x, Tensor y, double factor)
    {
        using Scalar scalar = factor;
        x.add_(y, scalar).Dropped();
    }

    /// <summary>Multiplies in place.</summary>
    public static void Scale(this Tensor x, double factor)
    {
        using Scalar scalar = factor;
        x.mul_(scalar).Dropped();
    }

    /// <summary>Sets every element.</summary>
    public static void Fill(this Tensor x, double number)
    {
        using Scalar scalar = number;
        x.fill_(scalar).Dropped();
    }

    /// <summary>The number in an fp32 tensor of one element.</summary>
    public static double Value(this Tensor x) => MemoryMarshal.Read<float>(x.OnHost().bytes);

    /// <summary>In-place operators return their own tensor; there is nothing to release.</summary>
    private static void Dropped(this Tensor result) => GC.KeepAlive(result);
}
