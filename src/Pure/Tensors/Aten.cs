// Calls operators that TorchSharp does not bind, through libtorch's stable C ABI (torch/csrc/stable/c/shim.h): the dispatcher
// takes a stack of 64-bit words. A tensor argument is a new handle, which the callee consumes; an optional with a value is a
// pointer to a malloc'd word, which the callee frees; an optional without one is a null word. Autograd works as usual.
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>Operators of libtorch 2.10 by name.</summary>
internal static unsafe partial class Aten
{
    private const string Library = "libtorch_cpu.so";
    private const ulong AbiVersion = (2ul << 56) | (10ul << 48);

    /// <summary>
    /// One AdamW update of many tensors in one native call, in place (Loshchilov and Hutter, arXiv 1711.05101, algorithm 2).
    /// All lists have the same length and order; <paramref name="steps"/> holds one fp32 scalar tensor each, already counted up.
    /// </summary>
    public static void FusedAdamW(
        IReadOnlyList<Tensor> weights,
        IReadOnlyList<Tensor> gradients,
        IReadOnlyList<Tensor> firstMoments,
        IReadOnlyList<Tensor> secondMoments,
        IReadOnlyList<Tensor> steps,
        AdamWOptions options,
        double learningRate)
    {
        Call("aten::_fused_adamw_", "", [
            List(weights), List(gradients), List(firstMoments), List(secondMoments), List([]), List(steps),
            Word(learningRate), Word(options.Beta1), Word(options.Beta2), Word(options.WeightDecay), Word(options.Epsilon),
            0 /* amsgrad */, 0 /* maximize */, 0 /* grad_scale: none */, 0 /* found_inf: none */]);
    }

    /// <summary>A weight (N, K) in the blocked layout of oneDNN's products, without gradients.</summary>
    public static Tensor ReorderLinearWeight(Tensor weight)
    {
        Span<ulong> stack = [Word(weight), 0 /* batch size: none */];
        fixed (ulong* words = stack)
        {
            if (torch_call_dispatcher("mkldnn::_reorder_linear_weight", "", words, AbiVersion) != 0)
                throw new InvalidOperationException("The operator mkldnn::_reorder_linear_weight failed; libtorch printed the reason on standard error.");
        }

        return Tensor.UnsafeCreateTensor((nint)stack[0]);
    }

    /// <summary>
    /// Causal attention whose query heads share keys and values in groups (arXiv 2305.13245), without a copy of them for each head.
    /// </summary>
    /// <param name="queries">(B, H, T, d)</param>
    /// <param name="keys">(B, G, T, d)</param>
    /// <param name="values">(B, G, T, d)</param>
    /// <returns>(B, H, T, d)</returns>
    public static Tensor GroupedAttention(Tensor queries, Tensor keys, Tensor values)
    {
        Span<ulong> stack = [Word(queries), Word(keys), Word(values), 0 /* mask: none */, Word(0.0) /* dropout */, 1 /* causal */, 0 /* scale: 1 / sqrt(d) */, 1 /* groups */];
        fixed (ulong* words = stack)
        {
            if (torch_call_dispatcher("aten::scaled_dot_product_attention", "", words, AbiVersion) != 0)
                throw new InvalidOperationException("The operator aten::scaled_dot_product_attention failed; libtorch printed the reason on standard error.");
        }

        return Tensor.UnsafeCreateTensor((nint)stack[0]);
    }

    /// <summary>The same memory read as numbers of another type of the same size; a contiguous tensor.</summary>
    public static Tensor Reinterpret(Tensor tensor, ScalarType type)
    {
        Span<ulong> stack = [Word(tensor), (ulong)type];
        fixed (ulong* words = stack)
        {
            if (torch_call_dispatcher("aten::view", "dtype", words, AbiVersion) != 0)
                throw new InvalidOperationException("The operator aten::view.dtype failed; libtorch printed the reason on standard error.");
        }

        return Tensor.UnsafeCreateTensor((nint)stack[0]);
    }

    private static void Call(string op, string overload, ReadOnlySpan<ulong> arguments)
    {
        Span<ulong> stack = stackalloc ulong[arguments.Length];
        arguments.CopyTo(stack);
        fixed (ulong* words = stack)
        {
            if (torch_call_dispatcher(op, overload, words, AbiVersion) != 0)
                throw new InvalidOperationException($"The operator {op} failed; libtorch printed the reason on standard error.");
        }
    }

    private static ulong Word(double value) => BitConverter.DoubleToUInt64Bits(value);

    private static ulong Word(Tensor tensor)
    {
        Check(aoti_torch_new_tensor_handle(tensor.Handle, out nint copy));
        return (ulong)copy;
    }

    private static void Check(int code)
    {
        if (code != 0) throw new InvalidOperationException($"libtorch refused an argument (code {code}); it printed the reason on standard error.");
    }

    private static ulong List(IReadOnlyList<Tensor> tensors)
    {
        Check(torch_new_list_reserve_size((nuint)tensors.Count, out nint list));
        foreach (Tensor tensor in tensors) Check(torch_list_push_back(list, Word(tensor)));
        return (ulong)list;
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int torch_call_dispatcher(string op, string overload, ulong* stack, ulong version);

    [LibraryImport(Library)]
    private static partial int aoti_torch_new_tensor_handle(nint tensor, out nint copy);

    [LibraryImport(Library)]
    private static partial int torch_new_list_reserve_size(nuint size, out nint list);

    [LibraryImport(Library)]
    private static partial int torch_list_push_back(nint list, ulong value);
}
