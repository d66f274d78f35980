using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>
/// Where the rows of a decoding batch stand. When all stand at the same position the cache is written and read as plain
/// slices; when not, each row has its own slot and a mask over the slots.
/// </summary>
public sealed class DecodePosition
{
    private readonly int _length;
    private readonly int? _shared;
    private readonly Tensor? _each;

    /// <param name="positions">Position of the newest token of each row.</param>
    /// <param name="device">Where the model computes; the processor when not given.</param>
    public DecodePosition(ReadOnlySpan<int> positions, Device? device = null)
    {
        int first = positions[0], last = first;
        bool shared = true;
        foreach (int position in positions)
        {
            shared &= position == first;
            last = Math.Max(last, position);
        }

        _length = last + 1;
        if (shared)
        {
            _shared = first;
            return;
        }

        _each = tensor(positions.ToArray(), dtype: ScalarType.Int64).On(device ?? CPU);            // (B)
        float[] mask = new float[positions.Length * _length];
        for (int b = 0; b < positions.Length; b++) mask.AsSpan(((b * _length) + positions[b] + 1)..((b + 1) * _length)).Fill(float.NegativeInfinity);
        Mask = tensor(mask, [positions.Length, 1, 1, _length]).On(device ?? CPU);
    }

    /// <summary>0 where a slot is in use by its row and -infinity where not, (B, 1, 1, T); <see langword="null"/> when every slot in use is in use by all.</summary>
    public Tensor? Mask { get; }

    /// <summary>The rotation of these positions.</summary>
    public Func<Tensor, Tensor> Rotation(RotaryTable rotary) =>
        _shared is int position ? heads => rotary.Rotate(heads, position) : heads => rotary.RotateAt(heads, _each!);

    /// <summary>Stores the newest keys and values, (B, G, 1, d) each.</summary>
    public void Write(KeyValueCache cache, int layer, Tensor keys, Tensor values)
    {
        if (_shared is int position) cache.Write(layer, keys, values, position);
        else cache.WriteAt(layer, keys, values, _each!);
    }

    /// <summary>The slots that any row uses, (B, G, T, d).</summary>
    public Tensor InUse(Tensor cached) => cached.narrow(2, 0, _length);
}
