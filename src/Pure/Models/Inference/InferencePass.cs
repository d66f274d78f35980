// The forward pass of Decoder without gradients, made for speed: the reference is Decoder.Forward, and tests hold the two together.
// Tokens of any number of sequences stand one after the other, without padding, so prompts, responses and single new tokens go through
// in one pass. Between the matrix products everything is done in one pass over memory by own loops (Tensors/Simd) or inside the product, on the threads
// that the products run on. A token's numbers depend on its own sequence alone.
//
// One layer:  h = norm(x);  q, k, v = Wqkv h;  a = attention(q, K, V);  x += Wo a;  h = norm(x);  x += Wdown(silu(Wgate h) · Wup h)
using Pure.Tensors;
using Pure.Tensors.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models.Inference;

/// <summary>Runs spans of tokens through a model.</summary>
/// <typeparam name="T">Element of the weights.</typeparam>
internal sealed unsafe class InferencePass<T>(PreparedWeights weights, RotaryTable rotary, int threads) : IInferencePass
    where T : unmanaged, IElement<T>
{
    private readonly ModelConfig _config = weights.Config;

    /// <inheritdoc/>
    public Tensor Run(IReadOnlyList<TokenSpan> spans)
    {
        using HeldSignals held = HeldSignals.Now();
        var batch = new SpanBatch(spans);
        int rows = RowCount.Rounded(batch.Tokens), attended = _config.Heads * _config.HeadSize;
        Tensor x = Embed(batch, rows);                                                           // (N, D)
        Tensor normed = New(rows, _config.HiddenSize), heads = New(rows, attended);
        Tensor queries = empty(rows, attended), workspace = empty(threads, GroupedAttention<T>.Workspace(batch.Longest, _config.HeadSize));
        if (rows > batch.Tokens) heads.narrow(0, batch.Tokens, rows - batch.Tokens).zero_();
        for (int i = 0; i < _config.Layers; i++)
        {
            PreparedLayer layer = weights.Layers[i];
            using DisposeScope scope = NewDisposeScope();
            Norm(x, layer.AttentionNorm, normed, rows);
            Tensor qkv = OneDnn.Linear(normed, layer.Qkv, layer.QkvBias);                        // (N, (H + 2G)·d)
            Store(batch, i, qkv, queries, layer.QueryKeyNorm);
            Attend(batch, i, queries, heads, workspace);
            Tensor after = OneDnn.LinearPlus(heads, x, layer.AttentionOutput, layer.AttentionOutputBias);             // (N, D)
            Norm(after, layer.MlpNorm, normed, rows);
            Tensor gate = OneDnn.LinearSilu(normed, layer.Gate);                                 // (N, F)
            Tensor gated = OneDnn.LinearTimes(normed, gate, layer.Up);                           // (N, F)
            Tensor next = OneDnn.LinearPlus(gated, after, layer.Down, null);                     // (N, D)
            x.Dispose();
            x = next.MoveToOuterDisposeScope();
        }

        return Wanted(batch, x);
    }

    private static Tensor New(int rows, int columns) => empty(rows, columns, dtype: sizeof(T) == 2 ? ScalarType.BFloat16 : ScalarType.Float32);

    private static T* Data(Tensor tensor) => (T*)Rows.Address(tensor);

    private static float* Floats(Tensor tensor) => (float*)Rows.Address(tensor);

    private Tensor Embed(SpanBatch batch, int rows)
    {
        long[] ids = new long[rows];
        batch.CopyIds(ids);
        return weights.Source.Embedding.index_select(0, tensor(ids));
    }

    private void Norm(Tensor x, Tensor weight, Tensor y, int rows)
    {
        T* from = Data(x), to = Data(y);
        float* scale = Floats(weight);
        int width = _config.HiddenSize;
        ForRows(rows, width, row => RowKernels<T>.Norm(from + ((long)row * width), scale, to + ((long)row * width), width, (float)_config.NormEpsilon));
    }

    /// <summary>Norms queries and keys where the family does, rotates them, scales the queries, and puts keys and values into the segments.</summary>
    private void Store(SpanBatch batch, int layer, Tensor qkv, Tensor queries, Tensor? norms)
    {
        T* all = Data(qkv);
        float* q = Floats(queries), cos = Floats(rotary.Cosines), sin = Floats(rotary.Sines);
        int size = _config.HeadSize, heads = _config.Heads, shared = _config.KeyValueHeads;
        float* norm = norms is null ? null : Floats(norms);
        float scale = 1 / MathF.Sqrt(size);
        ForRows(batch.Tokens, (heads + (2 * shared)) * size, row =>
        {
            (TokenSpan span, int token) = batch.At(row);
            T* mine = all + ((long)row * (heads + (2 * shared)) * size);
            long position = (long)span.Position(token) * size;
            for (int h = 0; norm is not null && h < heads + shared; h++) RowKernels<T>.Norm(mine + (h * size), norm + (h * size), mine + (h * size), size, (float)_config.NormEpsilon);
            for (int h = 0; h < heads; h++)
            {
                float* to = q + ((((long)row * heads) + h) * size);
                RowKernels<T>.Rotate(mine + (h * size), cos + position, sin + position, to, size);
                for (int i = 0; i < size; i++) to[i] *= scale;
            }

            float* key = stackalloc float[size];
            for (int g = 0; g < shared; g++)
            {
                RowKernels<T>.Rotate(mine + ((heads + g) * size), cos + position, sin + position, key, size);
                Stretch to = span.Own.Of(layer, g, 0);
                GroupedAttention<T>.Store((T*)to.Keys, (T*)to.Values, span.OwnStart + token, key, mine + ((heads + shared + g) * size), size);
            }
        });
    }

    private void Attend(SpanBatch batch, int layer, Tensor queries, Tensor attended, Tensor workspace)
    {
        float* q = Floats(queries), space = Floats(workspace);
        T* to = Data(attended);
        int size = _config.HeadSize, heads = _config.Heads, group = heads / _config.KeyValueHeads, pieces = batch.Tokens * _config.KeyValueHeads;
        long spaceEach = workspace.shape[1];

        // Token by token in turns: tokens at the end of a sequence look at more than those at its beginning.
        int parts = Math.Min(threads, pieces);
        ParallelRegion.Run(parts, part =>
        {
            for (int piece = part; piece < pieces; piece += parts)
            {
                int row = piece / _config.KeyValueHeads, g = piece % _config.KeyValueHeads;
                (TokenSpan span, int token) = batch.At(row);
                long at = ((long)row * heads * size) + (g * group * size);
                Stretch shared = span.Shared is { } before ? before.Of(layer, g, span.SharedCount) : default;
                GroupedAttention<T>.Run(q + at, group, shared, span.Own.Of(layer, g, span.OwnStart + token + 1), size, to + at, space + (part * spaceEach));
            }
        });
    }

    private Tensor Wanted(SpanBatch batch, Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        int[] wanted = batch.Wanted();
        long[] rows = new long[RowCount.Rounded(wanted.Length)];
        for (int i = 0; i < wanted.Length; i++) rows[i] = wanted[i];
        Tensor chosen = x.index_select(0, tensor(rows)), result = New(rows.Length, _config.HiddenSize);
        Norm(chosen, weights.Norm, result, rows.Length);
        return result.MoveToOuterDisposeScope();
    }

    private void ForRows(int rows, int width, Action<int> work)
    {
        int parts = rows * width < 16_384 ? 1 : Math.Min(threads, rows);
        ParallelRegion.Run(parts, part =>
        {
            for (int row = rows * part / parts, end = rows * (part + 1) / parts; row < end; row++) work(row);
        });
    }
}
