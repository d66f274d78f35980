// Gradient checkpointing (Chen et al., arXiv 1604.06174): the forward pass keeps the input of a block instead of everything in it,
// and the backward pass computes the block once more. Same operations on the same numbers, so the gradients are the same to the bit.
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>A block whose activations are computed again in the backward pass.</summary>
internal sealed class Recomputation : autograd.SingleTensorFunction<Recomputation>
{
    public override string Name => nameof(Recomputation);

    /// <summary>The block's result. Gradients reach <paramref name="x"/> and the leaves that the block captures.</summary>
    /// <param name="block">Given x and whether this is the second time, when the value of its result is not read.</param>
    /// <param name="x">Its input.</param>
    public static Tensor Of(Func<Tensor, bool, Tensor> block, Tensor x) => apply(block, x);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var x = (Tensor)vars[1];
        ctx.save_for_backward([x]);
        ctx.save_data("block", vars[0]);
        return ((Func<Tensor, bool, Tensor>)vars[0])(x, false).MoveToOuterDisposeScope();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = new BackwardScope(ctx, grad_output);
        var block = (Func<Tensor, bool, Tensor>)ctx.get_data("block");
        Tensor x = ctx.get_saved_variables()[0].detach().requires_grad_(true);
        using (enable_grad()) autograd.backward([block(x, true)], [grad_output]);
        return BackwardScope.Give(null, x.grad!);
    }
}
