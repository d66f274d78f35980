// One tensor for what belongs to many weights. A large tensor begins at a huge page (HostMemory), so each takes up to 2 MiB more than it
// holds, which adds up over two moments and a master for each of a model's some 300 tensors.
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>Zeros for some weights, handed out in their order.</summary>
/// <param name="weights">The weights; only their sizes and device matter.</param>
/// <param name="type">Of the zeros.</param>
internal sealed class FlatBuffer(IReadOnlyList<Tensor> weights, ScalarType type = ScalarType.Float32)
{
    private readonly Tensor _all = zeros(weights.Sum(w => w.numel()), dtype: type, device: weights.Count == 0 ? CPU : weights[0].device);
    private long _used;

    /// <summary>The next part, of the shape of <paramref name="weight"/>; it survives the current dispose scope.</summary>
    public Tensor Next(Tensor weight)
    {
        Tensor part = _all.narrow(0, _used, weight.numel()).view(weight.shape);
        _used += weight.numel();
        return part.DetachFromDisposeScope();
    }
}
