// Attention of one token's query heads that share a key-value head (grouped-query attention, arXiv 2305.13245), over keys and values
// that lie in one or two stretches of memory: what a token shares with others of its group, and its own. Scores, softmax and sums are
// fp32. Each token is computed alone, so its result does not depend on what else is in the batch.
//
// Keys are stored as blocks of 32 tokens with the head's dimensions outside: one load gives the same dimension of 16 tokens, and
// two or four query heads use it at once. Values are stored token by token. Both loops are then nothing but multiply-adds.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pure.Tensors.Simd;

/// <summary>Attention over stored keys and values.</summary>
/// <typeparam name="T">Element of the store.</typeparam>
internal static unsafe class GroupedAttention<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>Tokens in a block of keys.</summary>
    public const int Block = 32;

    private const int Heads = 4;

    /// <summary>Head size as it is stored: a multiple of 32, so that loops need no ends.</summary>
    public static int Padded(int headSize) => (headSize + 31) / 32 * 32;

    /// <summary>fp32 numbers that <see cref="Run"/> needs to work in.</summary>
    /// <param name="tokens">Most tokens looked at.</param>
    /// <param name="headSize">Head size.</param>
    public static int Workspace(int tokens, int headSize) => (Heads * (tokens + (2 * Block))) + (Heads * Padded(headSize));

    /// <summary>Stores the key and value of one token.</summary>
    /// <param name="keys">Keys of this head from token 0 on.</param>
    /// <param name="values">Values of this head from token 0 on.</param>
    /// <param name="token">Which token.</param>
    /// <param name="key">Its key, rotated.</param>
    /// <param name="value">Its value.</param>
    /// <param name="headSize">Head size.</param>
    public static void Store(T* keys, T* values, int token, float* key, T* value, int headSize)
    {
        int padded = Padded(headSize);
        T* column = keys + ((long)(token / Block) * Block * headSize) + (token % Block);
        for (int i = 0; i < headSize; i++) T.Set(column + (i * Block), key[i]);
        T* row = values + ((long)token * padded);
        for (int i = 0; i < headSize; i++) row[i] = value[i];
        for (int i = headSize; i < padded; i++) T.Set(row + i, 0);
    }

    /// <summary>Attention of some heads of one token.</summary>
    /// <param name="queries">Query heads one after the other, rotated and scaled, fp32.</param>
    /// <param name="heads">How many share these keys.</param>
    /// <param name="shared">The first tokens.</param>
    /// <param name="own">The tokens behind them.</param>
    /// <param name="headSize">Head size.</param>
    /// <param name="output">Attended heads one after the other.</param>
    /// <param name="workspace">See <see cref="Workspace"/>.</param>
    public static void Run(float* queries, int heads, Stretch shared, Stretch own, int headSize, T* output, float* workspace)
    {
        float** rows = stackalloc float*[Heads];
        for (int first = 0; first < heads; first += Heads)
        {
            int count = Math.Min(Heads, heads - first);
            for (int h = 0; h < Heads; h++) rows[h] = queries + ((long)(first + Math.Min(h, count - 1)) * headSize);  // surplus rows repeat the last
            T* to = output + ((long)first * headSize);
            if (count > 2) Some<FourHeads>(rows, count, (shared, own), headSize, to, workspace);
            else Some<TwoHeads>(rows, count, (shared, own), headSize, to, workspace);
        }
    }

    private static void Some<N>(float** queries, int count, (Stretch Shared, Stretch Own) tokens, int headSize, T* output, float* workspace)
        where N : struct, IHeadCount
    {
        int padded = Padded(headSize), behind = Rounded(tokens.Shared.Count), width = behind + Rounded(tokens.Own.Count);
        float* sums = workspace + (Heads * width);
        float* scales = stackalloc float[Heads];
        Scores<N>(queries, tokens.Shared, headSize, workspace, width);
        Scores<N>(queries, tokens.Own, headSize, workspace + behind, width);
        for (int h = 0; h < count; h++) scales[h] = 1 / Weights(workspace + (h * width), width);
        for (int h = count; h < N.Count; h++) new Span<float>(workspace + (h * width), width).Clear();
        new Span<float>(sums, N.Count * padded).Clear();
        Sums<N>(workspace, width, tokens.Shared, padded, sums);
        Sums<N>(workspace + behind, width, tokens.Own, padded, sums);
        for (int h = 0; h < count; h++)
        {
            T* to = output + ((long)h * headSize);
            int i = 0;
            for (; i <= headSize - 16; i += 16) T.Store(to + i, Vector512.Load(sums + (h * padded) + i) * scales[h]);
            for (; i < headSize; i++) T.Set(to + i, sums[(h * padded) + i] * scales[h]);
        }
    }

    private static int Rounded(int count) => (count + Block - 1) / Block * Block;

    /// <summary>q·k of the heads with every token of a stretch; -infinity behind its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scores<N>(float** queries, Stretch stretch, int headSize, float* scores, int width)
        where N : struct, IHeadCount
    {
        float* q0 = queries[0], q1 = queries[1], q2 = queries[2], q3 = queries[3];
        T* keys = (T*)stretch.Keys;
        for (int token = 0; token < stretch.Count; token += Block)
        {
            Vector512<float> a0 = default, b0 = default, a1 = default, b1 = default, a2 = default, b2 = default, a3 = default, b3 = default;
            for (int i = 0; i < headSize; i++)
            {
                Vector512<float> low = T.Load(keys), high = T.Load(keys + 16);
                keys += Block;
                var q = Vector512.Create(q0[i]);
                a0 = Vector512.FusedMultiplyAdd(q, low, a0);
                b0 = Vector512.FusedMultiplyAdd(q, high, b0);
                q = Vector512.Create(q1[i]);
                a1 = Vector512.FusedMultiplyAdd(q, low, a1);
                b1 = Vector512.FusedMultiplyAdd(q, high, b1);
                if (N.Count == 2) continue;
                q = Vector512.Create(q2[i]);
                a2 = Vector512.FusedMultiplyAdd(q, low, a2);
                b2 = Vector512.FusedMultiplyAdd(q, high, b2);
                q = Vector512.Create(q3[i]);
                a3 = Vector512.FusedMultiplyAdd(q, low, a3);
                b3 = Vector512.FusedMultiplyAdd(q, high, b3);
            }

            if (token + Block > stretch.Count)
            {
                Vector512<float> low = Inside(stretch.Count - token), high = Inside(stretch.Count - token - 16);
                (a0, b0, a1, b1) = (Only(low, a0), Only(high, b0), Only(low, a1), Only(high, b1));
                if (N.Count > 2) (a2, b2, a3, b3) = (Only(low, a2), Only(high, b2), Only(low, a3), Only(high, b3));
            }

            float* to = scores + token;
            a0.Store(to);
            b0.Store(to + 16);
            a1.Store(to + width);
            b1.Store(to + width + 16);
            if (N.Count == 2) continue;
            a2.Store(to + (2 * width));
            b2.Store(to + (2 * width) + 16);
            a3.Store(to + (3 * width));
            b3.Store(to + (3 * width) + 16);
        }
    }

    /// <summary>All bits for the first <paramref name="count"/> of 16 tokens.</summary>
    private static Vector512<float> Inside(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    /// <summary>The scores inside; -infinity elsewhere, where keys were never written and may be anything.</summary>
    private static Vector512<float> Only(Vector512<float> inside, Vector512<float> scores) => Vector512.ConditionalSelect(inside, scores, Vector512.Create(float.NegativeInfinity));

    /// <summary>e^(score - largest) in place; their sum.</summary>
    private static float Weights(float* scores, int width)
    {
        Vector512<float> largest = Vector512.Create(float.NegativeInfinity);
        for (int i = 0; i < width; i += 16) largest = Vector512.Max(largest, Vector512.Load(scores + i));
        float most = Largest(largest);
        Vector512<float> sum = default;
        for (int i = 0; i < width; i += 16)
        {
            Vector512<float> weight = Exponential.Of(Vector512.Load(scores + i) - Vector512.Create(most));
            weight.Store(scores + i);
            sum += weight;
        }

        return Vector512.Sum(sum);
    }

    private static float Largest(Vector512<float> values)
    {
        float most = values[0];
        for (int i = 1; i < 16; i++) most = MathF.Max(most, values[i]);
        return most;
    }

    /// <summary>Adds the values of a stretch, weighted for each head.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sums<N>(float* weights, int width, Stretch stretch, int padded, float* sums)
        where N : struct, IHeadCount
    {
        float* w0 = weights, w1 = weights + width, w2 = weights + (2 * width), w3 = weights + (3 * width);
        for (int column = 0; column < padded; column += 32)
        {
            T* values = (T*)stretch.Values + column;
            float* to = sums + column;
            Vector512<float> a0 = Vector512.Load(to), b0 = Vector512.Load(to + 16);
            Vector512<float> a1 = Vector512.Load(to + padded), b1 = Vector512.Load(to + padded + 16);
            Vector512<float> a2 = default, b2 = default, a3 = default, b3 = default;
            if (N.Count > 2)
            {
                (a2, b2) = (Vector512.Load(to + (2 * padded)), Vector512.Load(to + (2 * padded) + 16));
                (a3, b3) = (Vector512.Load(to + (3 * padded)), Vector512.Load(to + (3 * padded) + 16));
            }

            for (int token = 0; token < stretch.Count; token++)
            {
                Vector512<float> low = T.Load(values), high = T.Load(values + 16);
                values += padded;
                var w = Vector512.Create(w0[token]);
                a0 = Vector512.FusedMultiplyAdd(w, low, a0);
                b0 = Vector512.FusedMultiplyAdd(w, high, b0);
                w = Vector512.Create(w1[token]);
                a1 = Vector512.FusedMultiplyAdd(w, low, a1);
                b1 = Vector512.FusedMultiplyAdd(w, high, b1);
                if (N.Count == 2) continue;
                w = Vector512.Create(w2[token]);
                a2 = Vector512.FusedMultiplyAdd(w, low, a2);
                b2 = Vector512.FusedMultiplyAdd(w, high, b2);
                w = Vector512.Create(w3[token]);
                a3 = Vector512.FusedMultiplyAdd(w, low, a3);
                b3 = Vector512.FusedMultiplyAdd(w, high, b3);
            }

            a0.Store(to);
            b0.Store(to + 16);
            a1.Store(to + padded);
            b1.Store(to + padded + 16);
            if (N.Count == 2) continue;
            a2.Store(to + (2 * padded));
            b2.Store(to + (2 * padded) + 16);
            a3.Store(to + (3 * padded));
            b3.Store(to + (3 * padded) + 16);
        }
    }
}
