// Keys and values of the tokens so far, in tensors of a fixed size that are written in place: nothing is concatenated while
// decoding. The token at position t of a row always lies in slot t, whatever the other rows are, so that a row's numbers do not
// depend on its batch mates.
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>A static key-value cache for B rows of at most <see cref="Capacity"/> tokens.</summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;

    /// <param name="config">Shape of the model.</param>
    /// <param name="rows">B</param>
    /// <param name="capacity">Slots a row.</param>
    /// <param name="where">Element type of the model's activations, and their device.</param>
    public KeyValueCache(ModelConfig config, int rows, int capacity, Placement? where = null)
    {
        Capacity = capacity;
        where ??= new Placement();
        Device device = where.Device;
        _keys = [.. Enumerable.Range(0, config.Layers).Select(_ => New())];
        _values = [.. Enumerable.Range(0, config.Layers).Select(_ => New())];

        Tensor New() => zeros(rows, config.KeyValueHeads, capacity, config.HeadSize, dtype: where.Type, device: device).DetachFromDisposeScope();
    }

    /// <summary>Slots a row.</summary>
    public int Capacity { get; }

    /// <summary>Keys of a layer, (B, G, capacity, d).</summary>
    public Tensor Keys(int layer) => _keys[layer];

    /// <summary>Values of a layer, (B, G, capacity, d).</summary>
    public Tensor Values(int layer) => _values[layer];

    /// <summary>Stores T tokens a row from slot <paramref name="start"/> on.</summary>
    /// <param name="layer">Layer index.</param>
    /// <param name="keys">(B, G, T, d)</param>
    /// <param name="values">(B, G, T, d)</param>
    /// <param name="start">First slot.</param>
    public void Write(int layer, Tensor keys, Tensor values, int start)
    {
        long time = keys.shape[2];
        _keys[layer].narrow(2, start, time).copy_(keys);
        _values[layer].narrow(2, start, time).copy_(values);
    }

    /// <summary>Stores one token a row, each in its own slot.</summary>
    /// <param name="layer">Layer index.</param>
    /// <param name="keys">(B, G, 1, d)</param>
    /// <param name="values">(B, G, 1, d)</param>
    /// <param name="slots">(B), int64</param>
    public void WriteAt(int layer, Tensor keys, Tensor values, Tensor slots)
    {
        Tensor index = slots.reshape(-1, 1, 1, 1).expand(keys.shape);
        _keys[layer].scatter_(2, index, keys);
        _values[layer].scatter_(2, index, values);
    }

    /// <summary>Rearranges the rows: row i of the result is row <paramref name="rows"/>[i] of this. Drops finished rows, and copies a prompt for each of its samples.</summary>
    /// <param name="rows">(B'), int64; repetitions allowed.</param>
    public void Select(Tensor rows)
    {
        for (int layer = 0; layer < _keys.Length; layer++)
        {
            Replace(ref _keys[layer], rows);
            Replace(ref _values[layer], rows);
        }
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _keys) tensor.Dispose();
        foreach (Tensor tensor in _values) tensor.Dispose();
    }

    private static void Replace(ref Tensor tensor, Tensor rows)
    {
        Tensor old = tensor;
        tensor = old.Rows(rows).DetachFromDisposeScope();
        old.Dispose();
    }
}
