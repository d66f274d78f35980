// y = x Wᵀ + b with its gradients. In fp32 all three products go through oneDNN: libtorch's own go to MKL, which uses half of the vector
// width of processors that are not Intel's (docs/performance.md). With g the gradient of y:  dx = g W,  dW = gᵀ x,  db = Σ g.
// oneDNN reads its left factor row by row and its right factor either way, so dW needs a transposed copy of g or of x: the narrower.
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Pure.Tensors;

/// <summary>A differentiable matrix product with a weight.</summary>
internal sealed class LinearLayer : autograd.SingleTensorFunction<LinearLayer>
{
    public override string Name => nameof(LinearLayer);

    /// <summary>The product of every row.</summary>
    /// <param name="x">(..., K)</param>
    /// <param name="weight">(N, K), of the type of x.</param>
    /// <param name="bias">(N), or none.</param>
    /// <returns>(..., N)</returns>
    public static Tensor Of(Tensor x, Tensor weight, Tensor? bias = null)
    {
        if (!IsOurs(x)) return F.linear(x, weight, bias!);
        if (!is_grad_enabled()) return Product(x.contiguous(), weight, bias);
        return bias is null ? apply(x, weight) : apply(x, weight, bias);
    }

    /// <summary>dx = g W, without gradients of its own.</summary>
    /// <param name="g">(M, N)</param>
    /// <param name="weight">(N, K)</param>
    /// <returns>(M, K)</returns>
    public static Tensor InputGradient(Tensor g, Tensor weight) => IsOurs(g) ? OneDnn.Linear(g.contiguous(), weight.t(), null) : g.mm(weight);

    /// <summary>dW = gᵀ x, without gradients of its own.</summary>
    /// <param name="g">(M, N)</param>
    /// <param name="x">(M, K)</param>
    /// <returns>(N, K)</returns>
    public static Tensor WeightGradient(Tensor g, Tensor x)
    {
        if (!IsOurs(g)) return g.t().mm(x);
        return x.shape[1] <= g.shape[1] ? OneDnn.Linear(x.t().contiguous(), g.contiguous().t(), null).t() : OneDnn.Linear(g.t().contiguous(), x.contiguous().t(), null);
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using IDisposable quiet = no_grad();
        Tensor[] given = [.. vars.Cast<Tensor>()];
        Tensor x = given[0].contiguous();
        ctx.save_for_backward([x, given[1]]);
        ctx.save_data("wanted", Array.ConvertAll(given, t => t.requires_grad));
        return Product(x, given[1], given.Length > 2 ? given[2] : null);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = new BackwardScope(ctx, grad_output);
        List<Tensor> saved = ctx.get_saved_variables();
        (Tensor x, Tensor weight, bool[] wanted) = (saved[0], saved[1], (bool[])ctx.get_data("wanted"));
        Tensor g = grad_output.reshape(-1, weight.shape[0]);                                                 // (M, N)
        Tensor? dx = wanted[0] ? InputGradient(g, weight).reshape(x.shape) : null;                           // (..., K)
        Tensor? dw = wanted[1] ? WeightGradient(g, x.reshape(-1, weight.shape[1])) : null;                   // (N, K)
        return wanted.Length == 2 ? BackwardScope.Give(dx, dw) : BackwardScope.Give(dx, dw, wanted[2] ? g.sum([0L]) : null);
    }

    private static bool IsOurs(Tensor x) => x.dtype == ScalarType.Float32 && x.device_type == DeviceType.CPU && OneDnn.Supports(ScalarType.Float32);

    private static Tensor Product(Tensor x, Tensor weight, Tensor? bias) => x.dim() == 2
        ? OneDnn.Linear(x, weight, bias)
        : OneDnn.Linear(x.reshape(-1, x.shape[^1]), weight, bias).reshape([.. x.shape[..^1], weight.shape[0]]);
}
