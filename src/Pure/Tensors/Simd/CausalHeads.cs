// Causal attention of one sequence's query heads that share a key-value head, forward and backward, as FlashAttention orders it (Dao,
// arXiv 2307.08691): 32 queries at a time against all keys up to the last of them, so that no (T × T) matrix is ever whole. With rotated
// queries q (scaled by 1/√d) and keys k, for each query row:
//
//   s = q Kᵀ,   p = softmax(s),   o = p V
//   dV += pᵀ do,   dp = do Vᵀ,   ds = p ∘ (dp - Σ p dp),   dq = ds K,   dK += dsᵀ q
//
// The backward pass computes p again from s and the normalizer log Σ e^s that the forward pass kept: the same numbers, since it is the same
// product. Scores, sums and gradients are fp32 whatever the elements are; rotated queries and keys are rounded to the element, as the sampler rounds them.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pure.Tensors.Simd;

/// <summary>Attention of some heads of one sequence.</summary>
/// <typeparam name="T">Element of the activations.</typeparam>
internal readonly unsafe struct CausalHeads<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>Queries in a block.</summary>
    private const int Block = 32;

    private readonly CausalShape _shape;
    private readonly float* _cos;
    private readonly float* _sin;

    // In the room of one thread: a block of queries and one of output gradients or outputs, (32, d); scores and their gradients, (32, T).
    private readonly float* _queries;
    private readonly float* _outer;
    private readonly float* _scores;
    private readonly float* _scoreGradients;

    // And of the sequence's key-value head: keys and values, (T, d); transposed in tiles of 32 tokens, (T/32, d, 32); their gradients, (T, d).
    private readonly float* _keys;
    private readonly float* _values;
    private readonly float* _keyTiles;
    private readonly float* _valueTiles;
    private readonly float* _keyGradients;
    private readonly float* _valueGradients;

    /// <param name="shape">Of the sequence.</param>
    /// <param name="cos">Cosines of positions 0 to T - 1, (T, d).</param>
    /// <param name="sin">Signed sines, likewise.</param>
    /// <param name="room">Numbers to work with, as many as <see cref="Room"/> says.</param>
    public CausalHeads(CausalShape shape, float* cos, float* sin, float* room)
    {
        _shape = shape;
        _cos = cos;
        _sin = sin;
        int block = Block * shape.PaddedSize, scores = Block * shape.ScoreStride, head = shape.PaddedTime * shape.PaddedSize;
        _queries = room;
        _outer = _queries + block;
        _scores = _outer + block;
        _scoreGradients = _scores + scores;
        _keys = _scoreGradients + scores;
        _values = _keys + head;
        _keyTiles = _values + head;
        _valueTiles = _keyTiles + head;
        _keyGradients = _valueTiles + head;
        _valueGradients = _keyGradients + head;
    }

    /// <summary>Numbers in fp32 that one thread works with.</summary>
    public static long Room(CausalShape shape) =>
        (2L * Block * shape.PaddedSize) + (2L * Block * shape.ScoreStride) + (6L * shape.PaddedTime * shape.PaddedSize);

    /// <summary>Attention of the query heads of one key-value head.</summary>
    /// <param name="qkv">The sequence, (T, (H + 2G)·d).</param>
    /// <param name="keyValueHead">Which.</param>
    /// <param name="output">(T, H·d); these heads' columns are written.</param>
    /// <param name="normalizers">log Σ e^s, (H, T); these heads' rows are written.</param>
    public void Forward(T* qkv, int keyValueHead, T* output, float* normalizers)
    {
        ReadKeysAndValues(qkv, keyValueHead);
        for (int head = keyValueHead * _shape.Group; head < (keyValueHead + 1) * _shape.Group; head++)
        {
            for (int start = 0; start < _shape.Time; start += Block) ForwardBlock(qkv, head, start, output, normalizers);
        }
    }

    /// <summary>The gradients of these heads.</summary>
    /// <param name="qkv">As it was given to <see cref="Forward"/>.</param>
    /// <param name="keyValueHead">Which.</param>
    /// <param name="outputGradient">(T, H·d)</param>
    /// <param name="normalizers">As <see cref="Forward"/> wrote them.</param>
    /// <param name="gradient">Of qkv; these heads' columns are written.</param>
    public void Backward(T* qkv, int keyValueHead, T* outputGradient, float* normalizers, T* gradient)
    {
        ReadKeysAndValues(qkv, keyValueHead);
        Transpose(_values, _valueTiles);
        new Span<float>(_keyGradients, 2 * _shape.PaddedTime * _shape.PaddedSize).Clear();
        for (int head = keyValueHead * _shape.Group; head < (keyValueHead + 1) * _shape.Group; head++)
        {
            for (int start = 0; start < _shape.Time; start += Block)
            {
                int rows = Math.Min(Block, _shape.Time - start), keys = ReadQueries(qkv, head, start, rows);
                ReadOutputGradients(outputGradient, head, start, rows);
                TileProduct.Set(TileOperand.Left(_outer, _shape.PaddedSize), TileOperand.RightInTiles(_valueTiles, _shape.Size), TileOperand.Right(_scoreGradients, _shape.ScoreStride), new TileSize(Block, _shape.Size, keys));
                for (int row = 0; row < rows; row++)
                {
                    float normalizer = normalizers[((long)head * _shape.Time) + start + row];
                    SoftmaxGradient(_scores + (row * _shape.ScoreStride), _scoreGradients + (row * _shape.ScoreStride), start + row + 1, keys, normalizer);
                }

                AddHeadGradients(keys);
                TileProduct.Set(TileOperand.Left(_scoreGradients, _shape.ScoreStride), TileOperand.Right(_keys, _shape.PaddedSize), OuterBlock, new TileSize(Block, start + rows, _shape.PaddedSize));
                for (int row = 0; row < rows; row++) RotateBack(_outer + (row * _shape.PaddedSize), start + row, _shape.Scale, gradient + At(start + row, head));
            }
        }

        WriteHeadGradients(gradient, keyValueHead);
    }

    private void ForwardBlock(T* qkv, int head, int start, T* output, float* normalizers)
    {
        int rows = Math.Min(Block, _shape.Time - start), keys = ReadQueries(qkv, head, start, rows);
        float* scales = stackalloc float[Block];
        for (int row = 0; row < rows; row++)
        {
            float* scores = _scores + (row * _shape.ScoreStride);
            float largest = Largest(scores, start + row + 1, keys), sum = Exponentials(scores, keys, largest);
            scales[row] = 1 / sum;
            normalizers[((long)head * _shape.Time) + start + row] = largest + MathF.Log(sum);
        }

        TileProduct.Set(TileOperand.Left(_scores, _shape.ScoreStride), TileOperand.Right(_values, _shape.PaddedSize), OuterBlock, new TileSize(Block, start + rows, _shape.PaddedSize));
        for (int row = 0; row < rows; row++)
            RowKernels<T>.Scaled(_outer + (row * _shape.PaddedSize), scales[row], output + ((((long)(start + row) * _shape.Heads) + head) * _shape.Size), _shape.Size);
    }

    private TileOperand OuterBlock => TileOperand.Right(_outer, _shape.PaddedSize);

    /// <summary>Where a head of a token begins in qkv; heads are queries, then keys, then values.</summary>
    private long At(int token, int head) => (((long)token * (_shape.Heads + (2 * _shape.KeyValueHeads))) + head) * _shape.Size;

    private void ReadKeysAndValues(T* qkv, int keyValueHead)
    {
        int size = _shape.Size, padded = _shape.PaddedSize;
        for (int token = 0; token < _shape.PaddedTime; token++)
        {
            float* key = _keys + (token * padded), value = _values + (token * padded);
            new Span<float>(key, padded).Clear();
            new Span<float>(value, padded).Clear();
            if (token < _shape.Time)
            {
                Rotate(qkv + At(token, _shape.Heads + keyValueHead), token, key);
                RowKernels<T>.Widen(qkv + At(token, _shape.Heads + _shape.KeyValueHeads + keyValueHead), value, size);
            }
        }

        Transpose(_keys, _keyTiles);
    }

    /// <summary>From (T, d) to tiles of 32 tokens, (T/32, d, 32).</summary>
    private void Transpose(float* rows, float* tiles)
    {
        for (int token = 0; token < _shape.PaddedTime; token++)
        {
            float* row = rows + (token * _shape.PaddedSize);
            float* column = tiles + ((long)(token / TileProduct.Columns) * TileProduct.Columns * _shape.Size) + (token % TileProduct.Columns);
            for (int i = 0; i < _shape.Size; i++) column[i * TileProduct.Columns] = row[i];
        }
    }

    /// <summary>Reads a block of queries, rotated and scaled, zeros behind the last, and computes their scores.</summary>
    /// <returns>How many keys the scores are of: those up to the last query, rounded up to tiles.</returns>
    private int ReadQueries(T* qkv, int head, int start, int rows)
    {
        int padded = _shape.PaddedSize, keys = CausalShape.Rounded(start + rows);
        new Span<float>(_queries, Block * padded).Clear();
        for (int row = 0; row < rows; row++)
        {
            float* query = _queries + (row * padded);
            Rotate(qkv + At(start + row, head), start + row, query);
            for (int i = 0; i < _shape.Size; i++) query[i] *= _shape.Scale;
        }

        TileProduct.Set(TileOperand.Left(_queries, padded), TileOperand.RightInTiles(_keyTiles, _shape.Size), TileOperand.Right(_scores, _shape.ScoreStride), new TileSize(Block, _shape.Size, keys));
        return keys;
    }

    private void ReadOutputGradients(T* outputGradient, int head, int start, int rows)
    {
        new Span<float>(_outer, Block * _shape.PaddedSize).Clear();
        for (int row = 0; row < rows; row++)
            RowKernels<T>.Widen(outputGradient + ((((long)(start + row) * _shape.Heads) + head) * _shape.Size), _outer + (row * _shape.PaddedSize), _shape.Size);
    }

    private void AddHeadGradients(int keys)
    {
        var size = new TileSize(keys, Block, _shape.PaddedSize);
        TileProduct.Add(TileOperand.LeftTransposed(_scores, _shape.ScoreStride), OuterBlock, TileOperand.Right(_valueGradients, _shape.PaddedSize), size);
        TileProduct.Add(TileOperand.LeftTransposed(_scoreGradients, _shape.ScoreStride), TileOperand.Right(_queries, _shape.PaddedSize), TileOperand.Right(_keyGradients, _shape.PaddedSize), size);
    }

    private void WriteHeadGradients(T* gradient, int keyValueHead)
    {
        for (int token = 0; token < _shape.Time; token++)
        {
            RotateBack(_keyGradients + (token * _shape.PaddedSize), token, 1, gradient + At(token, _shape.Heads + keyValueHead));
            RowKernels<T>.Scaled(_valueGradients + (token * _shape.PaddedSize), 1, gradient + At(token, _shape.Heads + _shape.KeyValueHeads + keyValueHead), _shape.Size);
        }
    }

    private void Rotate(T* head, int token, float* to) => RowKernels<T>.Rotate(head, _cos + ((long)token * _shape.Size), _sin + ((long)token * _shape.Size), to, _shape.Size);

    private void RotateBack(float* gradient, int token, float scale, T* to)
    {
        for (int i = 0; i < _shape.Size; i++) gradient[i] *= scale;
        RowKernels<T>.RotateBack(gradient, _cos + ((long)token * _shape.Size), _sin + ((long)token * _shape.Size), to, _shape.Size);
    }

    /// <summary>All bits for the first <paramref name="count"/> of 16 keys.</summary>
    private static Vector512<float> Inside(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    /// <summary>The largest of the first scores; those behind become -infinity.</summary>
    private static float Largest(float* scores, int count, int keys)
    {
        Vector512<float> lowest = Vector512.Create(float.NegativeInfinity), largest = lowest;
        for (int i = 0; i < keys; i += 16)
        {
            Vector512<float> values = Vector512.Load(scores + i);
            if (i + 16 > count)
            {
                values = Vector512.ConditionalSelect(Inside(count - i), values, lowest);
                values.Store(scores + i);
            }

            largest = Vector512.Max(largest, values);
        }

        float most = largest[0];
        for (int i = 1; i < 16; i++) most = MathF.Max(most, largest[i]);
        return most;
    }

    /// <summary>e^(s - largest) in place of the scores, and their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Exponentials(float* scores, int keys, float largest)
    {
        Vector512<float> sum = default, offset = Vector512.Create(largest);
        for (int i = 0; i < keys; i += 16)
        {
            Vector512<float> weight = Exponential.Of(Vector512.Load(scores + i) - offset);
            weight.Store(scores + i);
            sum += weight;
        }

        return Vector512.Sum(sum);
    }

    /// <summary>Puts p in place of the scores and ds in place of dp; both are 0 behind the query's own token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SoftmaxGradient(float* scores, float* gradients, int count, int keys, float normalizer)
    {
        Vector512<float> offset = Vector512.Create(normalizer), products = default;
        for (int i = 0; i < keys; i += 16)
        {
            Vector512<float> p = Exponential.Of(Vector512.Load(scores + i) - offset);
            if (i + 16 > count) p = Vector512.ConditionalSelect(Inside(count - i), p, Vector512<float>.Zero);
            p.Store(scores + i);
            products = Vector512.FusedMultiplyAdd(p, Vector512.Load(gradients + i), products);
        }

        Vector512<float> mean = Vector512.Create(Vector512.Sum(products));
        for (int i = 0; i < keys; i += 16) (Vector512.Load(scores + i) * (Vector512.Load(gradients + i) - mean)).Store(gradients + i);
    }
}
