// Gradients of one lane's micro-batches. Autograd adds up gradients in the type of the weights; in bf16 that would lose what is
// smaller than 1/256 of the sum, so there each micro-batch's gradients are added to sums in fp32.
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>The leaves of one lane, and the sums of their gradients in fp32.</summary>
internal sealed class LaneGradients(Weights weights, Func<string, bool> trains) : IDisposable
{
    private readonly Dictionary<string, Tensor> _sums = new(StringComparer.Ordinal);

    /// <summary>The weights as leaves of an autograd graph of this lane's own.</summary>
    public Weights Leaves { get; private set; } = weights.Leaves(trains);

    /// <summary>Takes the gradients of the micro-batch that has just been differentiated.</summary>
    public void Take()
    {
        if (Leaves.All.Values.All(leaf => leaf.dtype == ScalarType.Float32)) return;
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach ((string name, Tensor leaf) in Leaves.All)
        {
            if (leaf.grad is not Tensor gradient) continue;
            if (_sums.TryGetValue(name, out Tensor? sum)) sum.Add(gradient);
            else _sums[name] = gradient.to(ScalarType.Float32, copy: true).DetachFromDisposeScope();
        }

        Leaves.Dispose();
        Leaves = weights.Leaves(trains);
    }

    /// <summary>The sum of a weight's gradients, or <see langword="null"/> when no loss depended on it.</summary>
    public Tensor? Find(string name) => _sums.GetValueOrDefault(name) ?? Leaves[name].grad;

    public void Dispose()
    {
        Leaves.Dispose();
        foreach (Tensor sum in _sums.Values) sum.Dispose();
    }
}
