// Gradients of a sum of micro-batch losses. Each lane computes on leaves of its own that share the weights' storage; the
// lanes' sums are then added in the order of the lanes. Micro-batch i belongs to lane i mod lanes, so the order of every
// addition is fixed and the result has the same bits on every run.
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>Gradients by weight name, and their norm. Those of weights in bf16 are summed in fp32; the gradient of a single micro-batch stays as it is.</summary>
public sealed class Gradients : IDisposable
{
    private readonly SortedDictionary<string, Tensor> _tensors;

    private Gradients(SortedDictionary<string, Tensor> tensors, double loss)
    {
        _tensors = tensors;
        Loss = loss;
    }

    /// <summary>Sum of the micro-batches' losses.</summary>
    public double Loss { get; }

    /// <summary>The gradients by name.</summary>
    public IReadOnlyDictionary<string, Tensor> All => _tensors;

    /// <summary>Adds up the gradients of every micro-batch's loss.</summary>
    /// <param name="weights">The weights; not changed.</param>
    /// <param name="trains">Which of them get gradients.</param>
    /// <param name="lanes">Where micro-batches run.</param>
    /// <param name="microBatches">The parts of the batch.</param>
    /// <param name="loss">The loss of one part: a scalar already divided by the whole batch's count, so that the parts add up.</param>
    public static Gradients Of<T>(Weights weights, Func<string, bool> trains, Lanes lanes, IReadOnlyList<T> microBatches, Func<Weights, T, Tensor> loss)
    {
        var sums = new LaneGradients[lanes.Count];
        double[] losses = new double[microBatches.Count];
        try
        {
            lanes.Run(lane =>
            {
                sums[lane] = new LaneGradients(weights, trains, microBatches.Count);
                for (int i = lane; i < microBatches.Count; i += lanes.Count)
                {
                    using DisposeScope scope = NewDisposeScope();
                    Tensor part = loss(sums[lane].Leaves, microBatches[i]);
                    part.backward();
                    BackwardScope.Release();
                    losses[i] = part.Value();
                    sums[lane].Take();
                }
            });
            return new Gradients(Add(weights, trains, sums), losses.Sum());
        }
        finally
        {
            foreach (LaneGradients? lane in sums) lane?.Dispose();
        }
    }

    /// <summary>The norm of all gradients together, and the name of the first tensor that is not finite, if any.</summary>
    public (double Norm, string? NotFinite) Norm()
    {
        using DisposeScope scope = NewDisposeScope();
        double squares = 0;
        string? notFinite = null;
        foreach ((string name, Tensor gradient) in _tensors)
        {
            double norm = Norm(gradient);
            if (!double.IsFinite(norm)) notFinite ??= name;
            squares += norm * norm;
        }

        return (Math.Sqrt(squares), notFinite);
    }

    /// <summary>Scales all gradients so that their norm is at most <paramref name="limit"/>, as torch's clip_grad_norm_ does.</summary>
    /// <param name="norm">Their norm now.</param>
    /// <param name="limit">The limit; 0 or less means none.</param>
    public void Clip(double norm, double limit)
    {
        if (limit <= 0 || norm <= limit) return;
        double factor = limit / (norm + 1e-6);
        foreach (Tensor gradient in _tensors.Values) gradient.Scale(factor);
    }

    public void Dispose()
    {
        foreach (Tensor gradient in _tensors.Values) gradient.Dispose();
    }

    /// <summary>In fp32. A gradient in bf16 is widened in pieces, so that it is never there in fp32 as a whole.</summary>
    private static double Norm(Tensor gradient)
    {
        if (gradient.dtype == ScalarType.Float32) return gradient.norm().Value();
        long piece = Transfer.Piece(gradient);
        Tensor flat = gradient.view(-1);
        double squares = 0;
        for (long start = 0; start < flat.shape[0]; start += piece)
        {
            using DisposeScope scope = NewDisposeScope();
            double norm = flat.narrow(0, start, Math.Min(piece, flat.shape[0] - start)).to(ScalarType.Float32).norm().Value();
            squares += norm * norm;
        }

        return Math.Sqrt(squares);
    }

    private static SortedDictionary<string, Tensor> Add(Weights weights, Func<string, bool> trains, LaneGradients[] lanes)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var sums = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach ((string name, Tensor weight) in weights.All)
        {
            if (!trains(name)) continue;
            Tensor[] parts = [.. lanes.Select(lane => lane.Find(name)).OfType<Tensor>()];
            Tensor sum = parts.Length > 0 ? parts[0].alias() : zeros_like(weight, dtype: ScalarType.Float32);
            foreach (Tensor other in parts.Skip(1)) sum.Add(other);
            sums[name] = sum.DetachFromDisposeScope();
        }

        return sums;
    }
}
