// Keys and values of consecutive tokens, for all layers and key-value heads, in the layout of the attention kernel. A prompt's
// segment is shared by every response to it; each response has a segment of its own behind it. Memory that no token has
// been written to is never touched, so a segment may be as long as the response may become.
using System.Runtime.InteropServices;
using Pure.Tensors.Simd;

namespace Pure.Models.Inference;

/// <summary>Storage for the keys and values of up to <see cref="Capacity"/> tokens.</summary>
internal sealed unsafe class KeyValueSegment : IDisposable
{
    private readonly int _headSize, _padded, _heads, _layers, _elementSize;
    private readonly nint _headBytes, _keyBytes;
    private byte* _memory;

    /// <param name="config">Shape of the model.</param>
    /// <param name="capacity">Most tokens.</param>
    /// <param name="elementSize">Bytes of an element.</param>
    /// <param name="layers">Layers that are kept; with 1, each layer overwrites the one before, which is enough when all tokens go through the model together.</param>
    public KeyValueSegment(ModelConfig config, int capacity, int elementSize, int layers)
    {
        const int Block = GroupedAttention<Fp32>.Block;
        Capacity = (capacity + Block - 1) / Block * Block;
        _headSize = config.HeadSize;
        _padded = GroupedAttention<Fp32>.Padded(config.HeadSize);
        _heads = config.KeyValueHeads;
        _layers = layers;
        _elementSize = elementSize;
        _keyBytes = (nint)Capacity * _headSize * _elementSize;
        _headBytes = _keyBytes + ((nint)Capacity * _padded * _elementSize);
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(_headBytes * _heads * _layers), 64);
    }

    /// <summary>Most tokens.</summary>
    public int Capacity { get; }

    /// <summary>Tokens written; the owner counts.</summary>
    public int Count { get; set; }

    /// <summary>The first <paramref name="count"/> tokens of one head.</summary>
    public Stretch Of(int layer, int head, int count)
    {
        byte* start = _memory + (_headBytes * (((layer % _layers) * _heads) + head));
        return new Stretch((nint)start, (nint)(start + _keyBytes), count);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
