// The gated activation of the MLP (SwiGLU; Shazeer, arXiv 2002.05202, equation 5) in one pass over memory forward and one
// backward. Plain is the formula operator by operator: the reference, and the path of other devices.
using Pure.Tensors.Simd;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Pure.Tensors;

/// <summary>y = silu(gate) · up, where gate and up stand side by side in the last dimension.</summary>
internal sealed unsafe class GatedActivation : autograd.SingleTensorFunction<GatedActivation>
{
    public override string Name => nameof(GatedActivation);

    /// <summary>The activation of every row.</summary>
    /// <param name="gateUp">(..., 2F): gate, then up.</param>
    /// <returns>(..., F)</returns>
    public static Tensor Of(Tensor gateUp)
    {
        if (!Rows.CanRead(gateUp)) return Plain(gateUp);
        return is_grad_enabled() && gateUp.requires_grad ? apply(gateUp) : Forward(gateUp.contiguous());
    }

    /// <summary>The formula.</summary>
    public static Tensor Plain(Tensor gateUp)
    {
        Tensor[] parts = gateUp.chunk(2, -1);
        return F.silu(parts[0]) * parts[1];
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using IDisposable quiet = no_grad();
        Tensor gateUp = ((Tensor)vars[0]).contiguous();
        ctx.save_for_backward([gateUp]);
        return Forward(gateUp);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = new BackwardScope(ctx, grad_output);
        Tensor gateUp = ctx.get_saved_variables()[0], gradient = grad_output.contiguous();
        return BackwardScope.Give(gateUp.dtype == ScalarType.BFloat16 ? Backward<Bf16>(gateUp, gradient) : Backward<Fp32>(gateUp, gradient));
    }

    private static Tensor Forward(Tensor gateUp) => gateUp.dtype == ScalarType.BFloat16 ? Forward<Bf16>(gateUp) : Forward<Fp32>(gateUp);

    private static Tensor Forward<T>(Tensor gateUp)
        where T : unmanaged, IElement<T>
    {
        int width = (int)(gateUp.shape[^1] / 2), rows = (int)(gateUp.numel() / (2 * width));
        Tensor y = empty([.. gateUp.shape[..^1], width], dtype: gateUp.dtype);
        T* from = (T*)Rows.Address(gateUp), to = (T*)Rows.Address(y);
        Rows.ForParts(rows, Rows.Parts(rows, width), (_, start, end) =>
        {
            for (long row = start; row < end; row++) Gate<T>.Row(from + (2 * row * width), from + (((2 * row) + 1) * width), to + (row * width), width);
        });
        GC.KeepAlive(gateUp);
        return y;
    }

    private static Tensor Backward<T>(Tensor gateUp, Tensor gradient)
        where T : unmanaged, IElement<T>
    {
        int width = (int)(gateUp.shape[^1] / 2), rows = (int)(gateUp.numel() / (2 * width));
        Tensor result = empty(gateUp.shape, dtype: gateUp.dtype);
        T* from = (T*)Rows.Address(gateUp), g = (T*)Rows.Address(gradient), to = (T*)Rows.Address(result);
        Rows.ForParts(rows, Rows.Parts(rows, width), (_, start, end) =>
        {
            for (long row = start; row < end; row++)
            {
                T* gate = from + (2 * row * width), dgate = to + (2 * row * width);
                Gate<T>.Gradient(gate, gate + width, g + (row * width), dgate, dgate + width, width);
            }
        });
        GC.KeepAlive((gateUp, gradient));
        return result;
    }
}
