// Rotary position embedding (RoFormer, arXiv 2104.09864, equation 34) in the half-split layout of Llama and Qwen: the pair of
// dimension i is (i, i + d/2). The sign of the swapped half is folded into the sine table, so that a rotation is
// x * cos + roll(x, d/2) * sin. Scaled frequencies and the attention factor of YaRN come from the config (RopeScaling).
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>Cosines and signed sines for positions 0..count-1.</summary>
public sealed class RotaryTable : IDisposable
{
    /// <summary>The most positions a table is made for.</summary>
    public const int MostPositions = 1 << 22;

    private readonly Tensor _cos;
    private readonly Tensor _sin;
    private readonly int _half;

    /// <param name="config">Shape of the model.</param>
    /// <param name="count">Positions.</param>
    /// <param name="device">Where the model computes; the processor when not given.</param>
    public RotaryTable(ModelConfig config, int count, Device? device = null)
    {
        using DisposeScope scope = NewDisposeScope();
        int size = config.HeadSize;
        _half = size / 2;
        double[] frequencies = [.. Enumerable.Range(0, _half).Select(i => config.RopeScaling?.Frequency(i, size, config.RopeTheta) ?? RopeScaling.Unscaled(i, size, config.RopeTheta))];
        double factor = config.RopeScaling?.AttentionFactor ?? 1;
        float[] cos = new float[count * size], sin = new float[count * size];
        for (int position = 0; position < count; position++)
        {
            for (int i = 0; i < _half; i++)
            {
                (double sine, double cosine) = Math.SinCos(position * frequencies[i]);
                int first = (position * size) + i, second = first + _half;
                cos[first] = cos[second] = (float)(factor * cosine);
                sin[first] = (float)(-factor * sine);
                sin[second] = (float)(factor * sine);
            }
        }

        _cos = tensor(cos, [count, 1, size]).On(device ?? CPU).DetachFromDisposeScope();
        _sin = tensor(sin, [count, 1, size]).On(device ?? CPU).DetachFromDisposeScope();
        Count = count;
    }

    /// <summary>Cosines, (count, 1, d), fp32.</summary>
    internal Tensor Cosines => _cos;

    /// <summary>Signed sines, (count, 1, d), fp32.</summary>
    internal Tensor Sines => _sin;

    /// <summary>Number of positions.</summary>
    public int Count { get; }

    /// <summary>Rotates heads at consecutive positions.</summary>
    /// <param name="x">(B, T, heads, d)</param>
    /// <param name="start">Position of the first of the T tokens.</param>
    public Tensor Rotate(Tensor x, int start)
    {
        long time = x.shape[1];
        return Rotate(x, _cos.narrow(0, start, time), _sin.narrow(0, start, time));
    }

    /// <summary>Rotates one token a row, each at its own position.</summary>
    /// <param name="x">(B, 1, heads, d)</param>
    /// <param name="positions">(B), int64</param>
    public Tensor RotateAt(Tensor x, Tensor positions) =>
        Rotate(x, _cos.Rows(positions).unsqueeze(1), _sin.Rows(positions).unsqueeze(1));

    public void Dispose()
    {
        _cos.Dispose();
        _sin.Dispose();
    }

    /// <summary>In fp32 whatever x is, because the table is; the result is of the type of x.</summary>
    private Tensor Rotate(Tensor x, Tensor cos, Tensor sin) => (x * cos).PlusProduct(Swapped(x), sin).to(x.dtype);

    /// <summary>The halves in the other order.</summary>
    private Tensor Swapped(Tensor x) => x.device_type == DeviceType.CPU ? x.roll(_half, -1) : cat([x.narrow(-1, _half, _half), x.narrow(-1, 0, _half)], -1);
}
