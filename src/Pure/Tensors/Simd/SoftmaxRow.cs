// What a loss needs of one row of logits, and its gradient, without ever holding the row in fp32: with z = logits · scale,
//   log p(t) = z_t - lse(z),   H = lse(z) - sum_v p_v z_v,
//   d log p(t) / dz_v = [v = t] - p_v,   dH / dz_v = -p_v (z_v - m),   m = sum_v p_v z_v.
// Sums of 256 logits are in fp32, sums of those in fp64, in the order of the vocabulary.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pure.Tensors.Simd;

/// <summary>Softmax over one row of logits.</summary>
/// <typeparam name="T">Element of the logits.</typeparam>
internal static unsafe class SoftmaxRow<T>
    where T : unmanaged, IElement<T>
{
    private const int Block = 256;

    /// <summary>lse(z) and sum(p z).</summary>
    public static (double Normalizer, double Mean) Of(T* logits, int count, float scale)
    {
        float largest = Largest(logits, count);
        double total = 0, weighted = 0;
        for (int start = 0; start < count; start += Block)
        {
            (double sum, double product) = Sums(logits + start, Math.Min(Block, count - start), scale, largest);
            total += sum;
            weighted += product;
        }

        double shift = (double)largest * scale;
        return (shift + Math.Log(total), shift + (weighted / total));
    }

    /// <summary>Puts the gradient for the logits in their place: g · d log p(t) + h · dH, both times scale.</summary>
    /// <param name="logits">The row; overwritten.</param>
    /// <param name="count">Its length.</param>
    /// <param name="scale">1 / temperature.</param>
    /// <param name="row">What <see cref="Of"/> gave, the target, and the gradients for its log-probability and the entropy.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]  // a long loop that is called from the first step on
    public static void Gradient(T* logits, int count, float scale, in SoftmaxGradient row)
    {
        float normalizer = (float)row.Normalizer, mean = (float)row.Mean, g = row.LogProbability * scale, h = row.Entropy * scale;
        float target = T.Get(logits + row.Target);
        int v = 0;
        for (; v <= count - 16; v += 16)
        {
            Vector512<float> z = T.Load(logits + v) * scale;
            T.Store(logits + v, -Exponential.Of(z - Vector512.Create(normalizer)) * (Vector512.Create(g) + ((z - Vector512.Create(mean)) * h)));
        }

        for (; v < count; v++) T.Set(logits + v, One(T.Get(logits + v) * scale, normalizer, mean, g, h));
        T.Set(logits + row.Target, g + One(target * scale, normalizer, mean, g, h));
    }

    private static float One(float z, float normalizer, float mean, float g, float h) => -MathF.Exp(z - normalizer) * (g + ((z - mean) * h));

    private static float Largest(T* logits, int count)
    {
        float most = float.NegativeInfinity;
        int v = 0;
        if (count >= 16)
        {
            Vector512<float> largest = T.Load(logits);
            for (v = 16; v <= count - 16; v += 16) largest = Vector512.Max(largest, T.Load(logits + v));
            for (int i = 0; i < 16; i++) most = MathF.Max(most, largest[i]);
        }

        for (; v < count; v++) most = MathF.Max(most, T.Get(logits + v));
        return most;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]  // a long loop that is called from the first step on
    private static (double Sum, double Product) Sums(T* logits, int count, float scale, float largest)
    {
        Vector512<float> sum = default, product = default, offset = Vector512.Create(largest);
        int v = 0;
        for (; v <= count - 16; v += 16)
        {
            Vector512<float> z = (T.Load(logits + v) - offset) * scale, e = Exponential.Of(z);
            sum += e;
            product = Vector512.FusedMultiplyAdd(e, Vector512.Max(z, Vector512.Create(-1e30f)), product);  // 0 · -infinity is 0 here
        }

        double rest = 0, restProduct = 0;
        for (; v < count; v++)
        {
            double z = (T.Get(logits + v) - (double)largest) * scale, e = Math.Exp(z);
            rest += e;
            restProduct += e == 0 ? 0 : e * z;
        }

        return (Vector512.Sum(sum) + rest, Vector512.Sum(product) + restProduct);
    }
}
