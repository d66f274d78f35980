// A model here is a function of named tensors, under the names that the safetensors file uses. Checkpoints, optimizer,
// reference policy, casts and gradients are then each one loop over one dictionary.
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Tensors;

/// <summary>Named tensors that are owned together, in the order of their names.</summary>
public sealed class Weights : IDisposable
{
    private readonly SortedDictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    /// <param name="tensors">Taken over: this object disposes them.</param>
    public Weights(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        foreach ((string name, Tensor tensor) in tensors) _tensors.Add(name, tensor.DetachFromDisposeScope());
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, Tensor> All => _tensors;

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="PureException">There is none.</exception>
    public Tensor this[string name] => _tensors.TryGetValue(name, out Tensor? tensor)
        ? tensor
        : throw new PureException($"The checkpoint has no tensor '{name}' ({_tensors.Count} others were found). Is it the folder of a model of this architecture?");

    /// <summary>The tensor of a name, or <see langword="null"/>.</summary>
    public Tensor? Find(string name) => _tensors.GetValueOrDefault(name);

    /// <summary>Where they all lie.</summary>
    public Device Device => _tensors.Values.FirstOrDefault()?.device ?? CPU;

    /// <summary>Number of elements over all tensors.</summary>
    public long Parameters => _tensors.Values.Sum(t => t.numel());

    /// <summary>A copy with storage of its own.</summary>
    public Weights Clone()
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return new Weights(_tensors.Select(t => KeyValuePair.Create(t.Key, t.Value.detach().clone())).ToList());
    }

    /// <summary>
    /// Leaves of a new autograd graph that share these tensors' storage: a lane computes its own gradients on them without
    /// touching any other lane's.
    /// </summary>
    /// <param name="trains">Which names need gradients.</param>
    public Weights Leaves(Func<string, bool> trains) =>
        new(_tensors.Select(t => KeyValuePair.Create(t.Key, t.Value.detach().requires_grad_(trains(t.Key)))).ToList());

    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values) tensor.Dispose();
    }
}
