// A model here is a function of named tensors, under the names that the safetensors file uses. Checkpoints, optimizer,
// reference policy, casts and gradients are then each one loop over one dictionary.
//
// Weights that were read and are not trained can be released while their model is idle: the next use reads them again.
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>Named tensors that are owned together, in the order of their names.</summary>
public sealed class Weights : IDisposable
{
    private SortedDictionary<string, Tensor>? _tensors;
    private Func<Weights>? _read;

    /// <param name="tensors">Taken over: this object disposes them.</param>
    public Weights(IEnumerable<KeyValuePair<string, Tensor>> tensors) => _tensors = Owned(tensors);

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, Tensor> All => Tensors;

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="PureException">There is none.</exception>
    public Tensor this[string name] => Tensors.TryGetValue(name, out Tensor? tensor)
        ? tensor
        : throw new PureException($"The checkpoint has no tensor '{name}' ({Tensors.Count} others were found). Is it the folder of a model of this architecture?");

    /// <summary>The tensor of a name, or <see langword="null"/>.</summary>
    public Tensor? Find(string name) => Tensors.GetValueOrDefault(name);

    /// <summary>Where they all lie.</summary>
    public Device Device => Tensors.Values.FirstOrDefault()?.device ?? CPU;

    /// <summary>Number of elements over all tensors.</summary>
    public long Parameters => Tensors.Values.Sum(t => t.numel());

    /// <summary>Whether the tensors are not in memory now.</summary>
    public bool IsReleased => _tensors is null;

    private SortedDictionary<string, Tensor> Tensors => _tensors ??= _read!()._tensors!;

    /// <summary>Says how equal weights are read, so that these can be released.</summary>
    /// <param name="read">Reads them; must give the same numbers at any time, or throw.</param>
    public Weights Rereadable(Func<Weights> read)
    {
        _read = read;
        return this;
    }

    /// <summary>Says that these weights are about to change, so that they can no longer be read again.</summary>
    public void Keep()
    {
        _ = Tensors;
        _read = null;
    }

    /// <summary>Frees the tensors until they are used again; does nothing with weights that cannot be read again. No tensor of them may be in use.</summary>
    public void Release()
    {
        if (_read is null || _tensors is null) return;
        bool isOnHost = Device.type == DeviceType.CPU;
        foreach (Tensor tensor in _tensors.Values) tensor.Dispose();
        _tensors = null;
        if (isOnHost) FreedMemory.Return();
    }

    /// <summary>A copy with storage of its own.</summary>
    public Weights Clone()
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return new Weights(Tensors.Select(t => KeyValuePair.Create(t.Key, t.Value.detach().clone())).ToList());
    }

    /// <summary>
    /// Leaves of a new autograd graph that share these tensors' storage: a lane computes its own gradients on them without
    /// touching any other lane's.
    /// </summary>
    /// <param name="trains">Which names need gradients.</param>
    public Weights Leaves(Func<string, bool> trains) =>
        new(Tensors.Select(t => KeyValuePair.Create(t.Key, t.Value.detach().requires_grad_(trains(t.Key)))).ToList());

    public void Dispose()
    {
        foreach (Tensor tensor in _tensors?.Values ?? Enumerable.Empty<Tensor>()) tensor.Dispose();
    }

    private static SortedDictionary<string, Tensor> Owned(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        var owned = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach ((string name, Tensor tensor) in tensors) owned.Add(name, tensor.DetachFromDisposeScope());
        return owned;
    }
}
