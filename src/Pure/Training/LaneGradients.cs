// Gradients of one lane's micro-batches. Autograd adds up gradients in the type of the weights; in bf16 that would lose what is
// smaller than 1/256 of the sum, so there each micro-batch's gradients are added to sums in fp32. The sums are one buffer that is there
// before the first micro-batch: made one by one behind it, they would lie in the room of its activations, and the next would need its own.
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>The leaves of one lane, and the sums of their gradients in fp32.</summary>
internal sealed class LaneGradients : IDisposable
{
    private readonly Dictionary<string, Tensor> _sums = new(StringComparer.Ordinal);
    private readonly Weights _weights;
    private readonly Func<string, bool> _trains;

    /// <param name="weights">The weights; their storage is shared.</param>
    /// <param name="trains">Which of them get gradients.</param>
    /// <param name="microBatches">How many there are in all lanes together; the gradients of a single one are left as they are.</param>
    public LaneGradients(Weights weights, Func<string, bool> trains, int microBatches)
    {
        (_weights, _trains) = (weights, trains);
        Leaves = weights.Leaves(trains);
        KeyValuePair<string, Tensor>[] trained = [.. weights.All.Where(w => trains(w.Key))];
        if (microBatches == 1 || trained.All(w => w.Value.dtype == ScalarType.Float32)) return;
        using DisposeScope scope = NewDisposeScope();
        var buffer = new FlatBuffer([.. trained.Select(w => w.Value)]);
        foreach ((string name, Tensor weight) in trained) _sums[name] = buffer.Next(weight);
    }

    /// <summary>The weights as leaves of an autograd graph of this lane's own.</summary>
    public Weights Leaves { get; private set; }

    /// <summary>Takes the gradients of the micro-batch that has just been differentiated.</summary>
    public void Take()
    {
        if (_sums.Count == 0) return;
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach ((string name, Tensor sum) in _sums)
        {
            if (Leaves[name].grad is Tensor gradient) sum.Add(gradient);
        }

        Leaves.Dispose();
        Leaves = _weights.Leaves(_trains);
    }

    /// <summary>The sum of a weight's gradients; where no loss depended on it, zeros if there are sums, and <see langword="null"/> otherwise.</summary>
    public Tensor? Find(string name) => _sums.GetValueOrDefault(name) ?? Leaves[name].grad;

    public void Dispose()
    {
        Leaves.Dispose();
        foreach (Tensor sum in _sums.Values) sum.Dispose();
    }
}
