// AdamW over named tensors (Loshchilov and Hutter, arXiv 1711.05101, algorithm 2). Moments are fp32 and kept by the name of
// the weight, so that they can be saved, restored and checked like weights. One fused native call updates everything;
// StepByHand is the same arithmetic written out, against which a test compares it.
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>AdamW with decoupled weight decay over a set of named weights.</summary>
public sealed class AdamW : IDisposable
{
    private readonly SortedDictionary<string, State> _states = new(StringComparer.Ordinal);
    private readonly AdamWOptions _options;

    /// <param name="weights">The weights to train; frozen ones are left out. Updated in place.</param>
    /// <param name="options">Constants of the update.</param>
    public AdamW(IReadOnlyDictionary<string, Tensor> weights, AdamWOptions options)
    {
        _options = options;
        foreach ((string name, Tensor weight) in weights)
        {
            using DisposeScope scope = NewDisposeScope();
            _states[name] = new State(
                weight,
                zeros_like(weight, dtype: ScalarType.Float32).DetachFromDisposeScope(),
                zeros_like(weight, dtype: ScalarType.Float32).DetachFromDisposeScope(),
                zeros(1, dtype: ScalarType.Float32).reshape().DetachFromDisposeScope());
        }
    }

    /// <summary>Number of updates made.</summary>
    public int Updates { get; private set; }

    /// <summary>Updates every weight in place.</summary>
    /// <param name="gradients">A gradient for each weight given to the constructor, same names and shapes.</param>
    /// <param name="learningRate">Step size of this update.</param>
    public void Step(IReadOnlyDictionary<string, Tensor> gradients, double learningRate)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        Updates++;
        foreach (State state in _states.Values) state.Step.Fill(Updates);
        Aten.FusedAdamW(
            [.. _states.Values.Select(s => s.Weight)],
            [.. _states.Keys.Select(name => gradients[name])],
            [.. _states.Values.Select(s => s.First)],
            [.. _states.Values.Select(s => s.Second)],
            [.. _states.Values.Select(s => s.Step)],
            _options,
            learningRate);
    }

    /// <summary>The same update operation by operation: the reference for <see cref="Step"/>.</summary>
    public void StepByHand(IReadOnlyDictionary<string, Tensor> gradients, double learningRate)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        Updates++;
        double correction1 = 1 - Math.Pow(_options.Beta1, Updates);
        double correction2 = 1 - Math.Pow(_options.Beta2, Updates);
        foreach ((string name, State state) in _states)
        {
            Tensor gradient = gradients[name];
            state.Step.Fill(Updates);
            state.Weight.Scale(1 - (learningRate * _options.WeightDecay));
            state.First.Scale(_options.Beta1);
            state.First.Add(gradient, 1 - _options.Beta1);
            state.Second.Scale(_options.Beta2);
            state.Second.Add(gradient * gradient, 1 - _options.Beta2);
            Tensor denominator = state.Second.Times(1 / correction2).sqrt().Plus(_options.Epsilon);
            state.Weight.Add(state.First.Times(1 / correction1) / denominator, -learningRate);
        }
    }

    /// <summary>The moments under names of their own, for a checkpoint. The tensors stay owned by the optimizer.</summary>
    public SortedDictionary<string, Tensor> Save()
    {
        var saved = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach ((string name, State state) in _states)
        {
            saved["exp_avg." + name] = state.First;
            saved["exp_avg_sq." + name] = state.Second;
        }

        return saved;
    }

    /// <summary>Takes moments back as <see cref="Save"/> gave them.</summary>
    /// <exception cref="PureException">A moment is missing or of another shape: the checkpoint belongs to another set of weights.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> saved, int updates)
    {
        using IDisposable quiet = no_grad();
        foreach ((string name, State state) in _states)
        {
            Copy(saved, "exp_avg." + name, state.First);
            Copy(saved, "exp_avg_sq." + name, state.Second);
        }

        Updates = updates;
    }

    public void Dispose()
    {
        foreach (State state in _states.Values)
        {
            state.First.Dispose();
            state.Second.Dispose();
            state.Step.Dispose();
        }
    }

    private static void Copy(IReadOnlyDictionary<string, Tensor> saved, string name, Tensor into)
    {
        if (!saved.TryGetValue(name, out Tensor? from) || !from.shape.AsSpan().SequenceEqual(into.shape))
            throw new PureException($"The optimizer state has no tensor '{name}' of shape [{string.Join(", ", into.shape)}]. It was saved for other weights; start without --resume.");
        into.copy_(from);
    }

    private sealed record State(Tensor Weight, Tensor First, Tensor Second, Tensor Step);
}
