// AdamW over named tensors (Loshchilov and Hutter, arXiv 1711.05101, algorithm 2). Moments are fp32 and kept by the name of
// the weight, so that they can be saved, restored and checked like weights. One fused native call updates all fp32 weights;
// StepByHand is the same arithmetic written out, against which a test compares it.
//
// A weight in bf16 has 8 bits, and an update is usually smaller than its last one. Its fp32 master takes the updates, and the
// weight is the master rounded. Only what rounding took away is kept (SplitMaster). Such weights are updated in pieces, so that no whole
// tensor is ever there in fp32.
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>AdamW with decoupled weight decay over a set of named weights.</summary>
public sealed class AdamW : IDisposable
{
    private readonly SortedDictionary<string, AdamWState> _states = new(StringComparer.Ordinal);
    private readonly AdamWOptions _options;

    /// <param name="weights">The weights to train; frozen ones are left out. Updated in place.</param>
    /// <param name="options">Constants of the update.</param>
    /// <param name="masters">Whether weights in bf16 have masters in fp32.</param>
    public AdamW(IReadOnlyDictionary<string, Tensor> weights, AdamWOptions options, bool masters = true)
    {
        _options = options;
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        KeyValuePair<string, Tensor>[] trained = [.. weights.OrderBy(w => w.Key, StringComparer.Ordinal)];
        FlatBuffer first = new([.. trained.Select(w => w.Value)]), second = new([.. trained.Select(w => w.Value)]);
        FlatBuffer? low = masters ? new([.. trained.Select(w => w.Value).Where(w => w.dtype != ScalarType.Float32)], ScalarType.Int16) : null;
        foreach ((string name, Tensor weight) in trained)
            _states[name] = new AdamWState(weight, first.Next(weight), second.Next(weight), weight.dtype == ScalarType.Float32 ? null : low?.Next(weight));
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
        Tensor step = tensor([(float)Updates]).reshape().On(_states.Values.FirstOrDefault()?.Weight.device ?? CPU);
        var whole = _states.Where(s => s.Value.Weight.dtype == ScalarType.Float32).ToList();
        if (whole.Count > 0)
        {
            Aten.FusedAdamW(
                [.. whole.Select(s => s.Value.Weight)],
                [.. whole.Select(s => gradients[s.Key])],
                [.. whole.Select(s => s.Value.First)],
                [.. whole.Select(s => s.Value.Second)],
                [.. whole.Select(_ => step)],
                _options,
                learningRate);
        }

        foreach ((string name, AdamWState state) in _states)
        {
            if (state.Weight.dtype != ScalarType.Float32) StepInPieces(state, gradients[name], step, learningRate);
        }
    }

    /// <summary>The same update operation by operation: the reference for <see cref="Step"/>.</summary>
    public void StepByHand(IReadOnlyDictionary<string, Tensor> gradients, double learningRate)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        Updates++;
        double correction1 = 1 - Math.Pow(_options.Beta1, Updates);
        double correction2 = 1 - Math.Pow(_options.Beta2, Updates);
        foreach ((string name, AdamWState state) in _states)
        {
            Tensor gradient = gradients[name].to(ScalarType.Float32);
            Tensor weight = Wide(state.Weight, state.MasterLow);
            weight.Scale(1 - (learningRate * _options.WeightDecay));
            state.First.Scale(_options.Beta1);
            state.First.Add(gradient, 1 - _options.Beta1);
            state.Second.Scale(_options.Beta2);
            state.Second.Add(gradient * gradient, 1 - _options.Beta2);
            Tensor denominator = state.Second.Times(1 / correction2).sqrt().Plus(_options.Epsilon);
            weight.Add(state.First.Times(1 / correction1) / denominator, -learningRate);
            if (state.Weight.dtype != ScalarType.Float32) Round(weight, state.Weight, state.MasterLow);
        }
    }

    /// <summary>Moments and masters under names of their own, for a checkpoint. The tensors stay owned by the optimizer.</summary>
    public SortedDictionary<string, Tensor> Save()
    {
        var saved = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach ((string name, AdamWState state) in _states)
        {
            foreach ((string part, Tensor tensor) in state.Parts) saved[$"{part}.{name}"] = tensor;
        }

        return saved;
    }

    /// <summary>Takes moments and masters back as <see cref="Save"/> gave them.</summary>
    /// <exception cref="PureException">A tensor is missing or of another shape: the checkpoint belongs to another set of weights.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> saved, int updates) => Restore(name => saved.TryGetValue(name, out Tensor? tensor) ? tensor.alias() : null, updates);

    /// <summary>The same with tensors that are read one at a time.</summary>
    /// <param name="read">Gives a tensor by its name, or <see langword="null"/>; it is disposed after use.</param>
    /// <param name="updates">Updates made when they were saved.</param>
    public void Restore(Func<string, Tensor?> read, int updates)
    {
        using IDisposable quiet = no_grad();
        foreach ((string name, AdamWState state) in _states)
        {
            foreach ((string part, Tensor tensor) in state.Parts) Copy(read, $"{part}.{name}", tensor);
        }

        Updates = updates;
    }

    public void Dispose()
    {
        foreach (AdamWState state in _states.Values) state.Dispose();
    }

    private void StepInPieces(AdamWState state, Tensor gradient, Tensor step, double learningRate)
    {
        Tensor flat = state.Weight.view(-1), gradients = gradient.reshape(-1);
        Tensor first = state.First.view(-1), second = state.Second.view(-1);
        Tensor? low = state.MasterLow?.view(-1);
        long piece = Transfer.Piece(flat);
        for (long start = 0; start < flat.shape[0]; start += piece)
        {
            using DisposeScope scope = NewDisposeScope();
            long length = Math.Min(piece, flat.shape[0] - start);
            Tensor weight = flat.narrow(0, start, length);
            Tensor? lowPiece = low?.narrow(0, start, length);
            Tensor wide = Wide(weight, lowPiece);
            Aten.FusedAdamW(
                [wide],
                [gradients.narrow(0, start, length).to(ScalarType.Float32)],
                [first.narrow(0, start, length)],
                [second.narrow(0, start, length)],
                [step],
                _options,
                learningRate);
            Round(wide, weight, lowPiece);
        }
    }

    private static Tensor Wide(Tensor weight, Tensor? low) => low is null ? weight.to(ScalarType.Float32) : SplitMaster.Join(weight, low);

    private static void Round(Tensor wide, Tensor weight, Tensor? low)
    {
        if (low is null) weight.copy_(wide);
        else SplitMaster.Split(wide, weight, low);
    }

    private static void Copy(Func<string, Tensor?> read, string name, Tensor into)
    {
        using Tensor? from = read(name);
        if (from is null || !from.shape.AsSpan().SequenceEqual(into.shape))
            throw new PureException($"The optimizer state has no tensor '{name}' of shape [{string.Join(", ", into.shape)}]. It was saved for other weights; start without --resume.");
        into.copy_(from);
    }
}
