// Matrix products through oneDNN with the weight in the layout that its kernels read. Two reasons, both measured (docs/performance.md):
// libtorch's own fp32 product goes to MKL, which uses half of this processor's vector width, and its bf16 product copies the weight
// into that layout at every call. The functions are exported by libtorch for compiled models (torch/csrc/inductor/aoti_torch).
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>x·Wᵀ (+ bias) with a prepared weight, and what is done to it before it is rounded. Without gradients.</summary>
internal static unsafe partial class OneDnn
{
    private const string Library = "libtorch_cpu.so";
    private static readonly ConcurrentDictionary<(long Rows, long Columns), bool> BlockedIsRight = new();

    /// <summary>Whether products of this element type work here.</summary>
    public static bool Supports(ScalarType type) => type switch
    {
        ScalarType.Float32 => Avx2.IsSupported,
        ScalarType.BFloat16 => Avx512BW.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.IsSupported,
        _ => false,
    };

    /// <summary>
    /// A copy of a weight (N, K) in the layout that its kernels read: blocked for bf16 (opaque to everything but these products), transposed for fp32.
    /// oneDNN's blocked fp32 layout is not used: with libtorch 2.10 its products are wrong behind the last full block of 64 rows when it was
    /// chosen for another number of rows. A blocked layout is tried against the plain product once for each shape.
    /// </summary>
    public static Tensor Prepare(Tensor weight)
    {
        if (weight.dtype == ScalarType.Float32) return weight.t().contiguous().t();
        Tensor blocked = Aten.ReorderLinearWeight(weight);
        return BlockedIsRight.GetOrAdd((weight.shape[0], weight.shape[1]), _ => IsRight(weight, blocked)) ? blocked : weight;
    }

    /// <summary>The product, (M, N).</summary>
    /// <param name="x">(M, K), contiguous.</param>
    /// <param name="prepared">A prepared weight (N, K).</param>
    /// <param name="bias">(N), or none.</param>
    public static Tensor Linear(Tensor x, Tensor prepared, Tensor? bias) => Linear(x, prepared, bias, "none"u8);

    /// <summary>silu of the product, taken in fp32 before it is rounded.</summary>
    public static Tensor LinearSilu(Tensor x, Tensor prepared) => Linear(x, prepared, null, "swish"u8);

    /// <summary>The product added to another tensor, in fp32 before it is rounded.</summary>
    /// <param name="x">(M, K), contiguous.</param>
    /// <param name="other">(M, N)</param>
    /// <param name="prepared">A prepared weight (N, K).</param>
    /// <param name="bias">(N), or none.</param>
    public static Tensor LinearPlus(Tensor x, Tensor other, Tensor prepared, Tensor? bias) => Linear(x, other, prepared, bias, "add"u8);

    /// <summary>The product times another tensor, element by element, in fp32 before it is rounded.</summary>
    public static Tensor LinearTimes(Tensor x, Tensor other, Tensor prepared) => Linear(x, other, prepared, null, "mul"u8);

    private static Tensor Linear(Tensor x, Tensor prepared, Tensor? bias, ReadOnlySpan<byte> operation)
    {
        nint result, biasHandle = bias?.Handle ?? 0;
        fixed (byte* name = operation)
        {
            using HeldSignals held = HeldSignals.Now();
            Check(aoti_torch_cpu__linear_pointwise(x.Handle, prepared.Handle, bias is null ? null : &biasHandle, name, null, 0, null, &result));
        }

        return Taken(result, x, prepared, bias);
    }

    private static Tensor Linear(Tensor x, Tensor other, Tensor prepared, Tensor? bias, ReadOnlySpan<byte> operation)
    {
        nint result, biasHandle = bias?.Handle ?? 0;
        fixed (byte* name = operation)
        {
            using HeldSignals held = HeldSignals.Now();
            Check(aoti_torch_cpu__linear_pointwise_binary(x.Handle, other.Handle, prepared.Handle, bias is null ? null : &biasHandle, name, &result));
        }

        return Taken(result, x, prepared, bias, other);
    }

    private static bool IsRight(Tensor weight, Tensor blocked)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (int rows in (ReadOnlySpan<int>)[1, 5, 64])
        {
            Tensor x = linspace(-1, 1, rows * weight.shape[1]).sin().reshape(rows, weight.shape[1]).to(weight.dtype);
            Tensor plain = nn.functional.linear(x, weight).to(ScalarType.Float32), fast = Linear(x, blocked, null).to(ScalarType.Float32);
            double difference = plain.Minus(fast).abs().max().Value(), size = plain.abs().max().Value();
            if (!(difference <= 0.02 * size)) return false;
        }

        return true;
    }

    private static Tensor Taken(nint result, params ReadOnlySpan<object?> used)
    {
        foreach (object? tensor in used) GC.KeepAlive(tensor);
        return Tensor.UnsafeCreateTensor(result);
    }

    private static void Check(int code)
    {
        if (code != 0) throw new InvalidOperationException("A matrix product of oneDNN failed; libtorch printed the reason on standard error.");
    }

    [LibraryImport(Library)]
    private static partial int aoti_torch_cpu__linear_pointwise(nint x, nint weight, nint* bias, byte* attribute, double** scalars, long scalarCount, byte** algorithm, nint* result);

    [LibraryImport(Library)]
    private static partial int aoti_torch_cpu__linear_pointwise_binary(nint x, nint other, nint weight, nint* bias, byte* attribute, nint* result);
}
