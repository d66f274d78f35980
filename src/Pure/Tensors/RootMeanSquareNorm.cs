// Root-mean-square norm (Zhang and Sennrich, arXiv 1910.07467, equation 4) in one pass over memory forward and one backward, in
// fp32 whatever the activations are. Plain is the formula operator by operator: the reference, and the path of other devices.
using Pure.Tensors.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>y = x / sqrt(mean(x²) + epsilon) · w over the last dimension.</summary>
internal sealed unsafe class RootMeanSquareNorm : autograd.SingleTensorFunction<RootMeanSquareNorm>
{
    public override string Name => nameof(RootMeanSquareNorm);

    /// <summary>The norm of every row of x.</summary>
    /// <param name="x">(..., D)</param>
    /// <param name="weight">(D)</param>
    /// <param name="epsilon">Added under the root.</param>
    public static Tensor Of(Tensor x, Tensor weight, double epsilon)
    {
        if (!Rows.CanRead(x) || weight.dim() != 1) return Plain(x, weight, epsilon);
        return is_grad_enabled() && (x.requires_grad || weight.requires_grad) ? apply(x, weight, (float)epsilon) : Forward(x.contiguous(), weight, (float)epsilon);
    }

    /// <summary>The formula.</summary>
    public static Tensor Plain(Tensor x, Tensor weight, double epsilon)
    {
        Tensor wide = x.to(ScalarType.Float32);
        return (wide * (wide * wide).mean([-1], keepdim: true).Plus(epsilon).rsqrt() * weight).to(x.dtype);
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using IDisposable quiet = no_grad();
        (Tensor x, Tensor weight, float epsilon) = (((Tensor)vars[0]).contiguous(), (Tensor)vars[1], (float)vars[2]);
        ctx.save_for_backward([x, weight]);
        ctx.save_data("epsilon", epsilon);
        return Forward(x, weight, epsilon);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = new BackwardScope(ctx, grad_output);
        List<Tensor> saved = ctx.get_saved_variables();
        (Tensor x, Tensor weight) = (saved[0], saved[1]);
        float epsilon = (float)ctx.get_data("epsilon");
        (Tensor dx, Tensor dw) = x.dtype == ScalarType.BFloat16
            ? Backward<Bf16>(x, weight, grad_output.contiguous(), epsilon)
            : Backward<Fp32>(x, weight, grad_output.contiguous(), epsilon);
        return BackwardScope.Give(dx, dw.to(weight.dtype), null);
    }

    private static Tensor Forward(Tensor x, Tensor weight, float epsilon) =>
        x.dtype == ScalarType.BFloat16 ? Forward<Bf16>(x, weight, epsilon) : Forward<Fp32>(x, weight, epsilon);

    private static Tensor Forward<T>(Tensor x, Tensor weight, float epsilon)
        where T : unmanaged, IElement<T>
    {
        Tensor y = empty(x.shape, dtype: x.dtype), wide = weight.to(ScalarType.Float32).contiguous();
        int width = (int)x.shape[^1], rows = (int)(x.numel() / width);
        T* from = (T*)Rows.Address(x), to = (T*)Rows.Address(y);
        float* w = (float*)Rows.Address(wide);
        Rows.ForParts(rows, Rows.Parts(rows, width), (_, start, end) =>
        {
            for (long row = start; row < end; row++) RowKernels<T>.Norm(from + (row * width), w, to + (row * width), width, epsilon);
        });
        GC.KeepAlive((x, wide));
        return y;
    }

    private static (Tensor Dx, Tensor Dw) Backward<T>(Tensor x, Tensor weight, Tensor gradient, float epsilon)
        where T : unmanaged, IElement<T>
    {
        int width = (int)x.shape[^1], rows = (int)(x.numel() / width), parts = Rows.Parts(rows, width);
        Tensor dx = empty(x.shape, dtype: x.dtype), dw = zeros(parts, width), wide = weight.to(ScalarType.Float32).contiguous();
        T* from = (T*)Rows.Address(x), g = (T*)Rows.Address(gradient), to = (T*)Rows.Address(dx);
        float* w = (float*)Rows.Address(wide), sums = (float*)Rows.Address(dw);
        Rows.ForParts(rows, parts, (part, start, end) =>
        {
            for (long row = start; row < end; row++) NormGradient<T>.Row(from + (row * width), w, g + (row * width), to + (row * width), sums + ((long)part * width), width, epsilon);
        });
        GC.KeepAlive((x, gradient, wide));
        return (dx, dw.sum([0L]));
    }
}
