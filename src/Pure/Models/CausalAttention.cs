// Rotation and causal attention of a layer in one differentiable function on the processor. libtorch's attention has, for each head and
// block of queries, library calls of its own in the backward pass, and narrowing, rotating, transposing and repeating heads around it are
// passes over memory that are not needed here: together a fifth of the time (docs/performance.md).
// The reference, and the path of other devices, is Decoder.PlainAttention: the formula operator by operator.
using System.Runtime.Intrinsics;
using Pure.Tensors;
using Pure.Tensors.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>Attention of tokens to themselves and those before them (arXiv 1706.03762, equation 1; arXiv 2305.13245 for shared keys and values).</summary>
internal sealed unsafe class CausalAttention : autograd.SingleTensorFunction<CausalAttention>
{
    public override string Name => nameof(CausalAttention);

    /// <summary>Whether this function's own loops can take a tensor.</summary>
    public static bool IsOurs(Tensor qkv) => Vector512.IsHardwareAccelerated && Rows.CanRead(qkv);

    /// <summary>Attention in every row of the batch, positions from 0.</summary>
    /// <param name="qkv">(B, T, (H + 2G)·d): query heads, key heads, value heads; not rotated.</param>
    /// <param name="config">Says H, G and d.</param>
    /// <param name="rotary">The rotations.</param>
    /// <returns>(B, T, H·d)</returns>
    public static Tensor Of(Tensor qkv, ModelConfig config, RotaryTable rotary)
    {
        var call = new Call((int)qkv.shape[0], new CausalShape((int)qkv.shape[1], config.Heads, config.KeyValueHeads, config.HeadSize), rotary);
        return is_grad_enabled() && qkv.requires_grad ? apply(qkv, call) : Forward(qkv.contiguous(), call).Output;
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using IDisposable quiet = no_grad();
        (Tensor qkv, var call) = (((Tensor)vars[0]).contiguous(), (Call)vars[1]);
        (Tensor output, Tensor normalizers) = Forward(qkv, call);
        ctx.save_for_backward([qkv, normalizers]);
        ctx.save_data("call", call);
        return output;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = new BackwardScope(ctx, grad_output);
        List<Tensor> saved = ctx.get_saved_variables();
        (Tensor qkv, Tensor normalizers, Tensor outer) = (saved[0], saved[1], grad_output.contiguous());
        Tensor gradient = empty_like(qkv);
        if (qkv.dtype == ScalarType.BFloat16) Backward<Bf16>((Call)ctx.get_data("call"), qkv, normalizers, outer, gradient);
        else Backward<Fp32>((Call)ctx.get_data("call"), qkv, normalizers, outer, gradient);
        return BackwardScope.Give(gradient, null);
    }

    private static (Tensor Output, Tensor Normalizers) Forward(Tensor qkv, Call call)
    {
        Tensor output = empty(qkv.shape[0], qkv.shape[1], call.Shape.Heads * call.Shape.Size, dtype: qkv.dtype);
        Tensor normalizers = empty(qkv.shape[0], call.Shape.Heads, qkv.shape[1]);                             // (B, H, T)
        if (qkv.dtype == ScalarType.BFloat16) Forward<Bf16>(call, qkv, output, normalizers);
        else Forward<Fp32>(call, qkv, output, normalizers);
        return (output, normalizers);
    }

    private static void Forward<T>(Call call, Tensor qkv, Tensor output, Tensor normalizers)
        where T : unmanaged, IElement<T>
    {
        T* from = (T*)Rows.Address(qkv), to = (T*)Rows.Address(output);
        float* sums = (float*)Rows.Address(normalizers);
        call.ForHeads<T>((heads, row, head) => heads.Forward(from + (row * call.InputRow), head, to + (row * call.OutputRow), sums + (row * call.NormalizerRow)));
        GC.KeepAlive(qkv);
    }

    private static void Backward<T>(Call call, Tensor qkv, Tensor normalizers, Tensor outer, Tensor gradient)
        where T : unmanaged, IElement<T>
    {
        T* from = (T*)Rows.Address(qkv), back = (T*)Rows.Address(outer), to = (T*)Rows.Address(gradient);
        float* sums = (float*)Rows.Address(normalizers);
        call.ForHeads<T>((heads, row, head) => heads.Backward(from + (row * call.InputRow), head, back + (row * call.OutputRow), sums + (row * call.NormalizerRow), to + (row * call.InputRow)));
        GC.KeepAlive((qkv, normalizers, outer));
    }

    /// <summary>What is asked.</summary>
    private sealed record Call(int Batch, CausalShape Shape, RotaryTable Rotary)
    {
        /// <summary>Elements of a row of the batch: of queries, keys and values, of the output, and of the normalizers.</summary>
        public long InputRow => OutputRow + (2L * Shape.Time * Shape.KeyValueHeads * Shape.Size);

        public long OutputRow => (long)Shape.Time * Shape.Heads * Shape.Size;

        public long NormalizerRow => (long)Shape.Heads * Shape.Time;

        /// <summary>Calls <paramref name="work"/> for every row of the batch and key-value head, the threads of the lane taking turns.</summary>
        public void ForHeads<T>(Action<CausalHeads<T>, long, int> work)
            where T : unmanaged, IElement<T>
        {
            int pieces = Batch * Shape.KeyValueHeads, parts = Rows.Parts(pieces, (long)Shape.Time * Shape.Time * Shape.Group);
            float* cos = (float*)Rows.Address(Rotary.Cosines), sin = (float*)Rows.Address(Rotary.Sines);
            using Tensor room = empty(parts, CausalHeads<T>.Room(Shape));
            float* first = (float*)Rows.Address(room);
            ParallelRegion.Run(parts, part =>
            {
                var heads = new CausalHeads<T>(Shape, cos, sin, first + (part * room.shape[1]));
                for (int piece = part; piece < pieces; piece += parts) work(heads, piece / Shape.KeyValueHeads, piece % Shape.KeyValueHeads);
            });
        }
    }
}
