using static TorchSharp.torch;

namespace Pure.Tensors.Simd;

/// <summary>Rows of logits on the CPU, worked on by all threads of a lane.</summary>
/// <param name="logits">(N, V), contiguous, fp32 or bf16.</param>
/// <param name="scale">1 / temperature.</param>
internal sealed unsafe class LogitBlock(Tensor logits, float scale)
{
    private readonly int _rows = (int)logits.shape[0];
    private readonly int _vocabulary = (int)logits.shape[1];
    private readonly nint _data = (nint)Rows.Address(logits);
    private readonly bool _isHalf = logits.dtype == ScalarType.BFloat16;

    /// <summary>log p of each row's target, lse(z) and sum(p z).</summary>
    public (float[] LogProbabilities, double[] Normalizers, double[] Means) Read(ReadOnlyMemory<long> targets)
    {
        float[] chosen = new float[_rows];
        double[] normalizers = new double[_rows], means = new double[_rows];
        ForRows(row =>
        {
            (normalizers[row], means[row]) = _isHalf ? SoftmaxRow<Bf16>.Of(At<Bf16>(row), _vocabulary, scale) : SoftmaxRow<Fp32>.Of(At<Fp32>(row), _vocabulary, scale);
            float logit = _isHalf ? Bf16.Get(At<Bf16>(row) + targets.Span[row]) : Fp32.Get(At<Fp32>(row) + targets.Span[row]);
            chosen[row] = (float)(((double)logit * scale) - normalizers[row]);
        });
        return (chosen, normalizers, means);
    }

    /// <summary>Turns the logits into their gradients, in place.</summary>
    public void ToGradients(Func<int, SoftmaxGradient> row) => ForRows(r =>
    {
        if (_isHalf) SoftmaxRow<Bf16>.Gradient(At<Bf16>(r), _vocabulary, scale, row(r));
        else SoftmaxRow<Fp32>.Gradient(At<Fp32>(r), _vocabulary, scale, row(r));
    });

    private T* At<T>(int row)
        where T : unmanaged => (T*)_data + ((long)row * _vocabulary);

    private void ForRows(Action<int> work)
    {
        int parts = (long)_rows * _vocabulary < 65_536 ? 1 : Math.Min(get_num_threads(), _rows);
        ParallelRegion.Run(parts, part =>
        {
            for (int row = (int)((long)_rows * part / parts), end = (int)((long)_rows * (part + 1) / parts); row < end; row++) work(row);
        });
        GC.KeepAlive(logits);
    }
}
