// What sampling and log-probabilities need of one row of logits, read once, 16 numbers at a time: the largest, and the sum of the
// exponentials. Sums are kept for each block of 256 logits in fp64, in the order of the vocabulary; a draw finds its block in these sums
// and its token inside the block.
using System.Buffers;
using System.Runtime.Intrinsics;

namespace Pure.Tensors.Simd;

/// <summary>Reads rows of logits.</summary>
/// <typeparam name="T">Element of the logits.</typeparam>
internal static unsafe class LogitReader<T>
    where T : unmanaged, IElement<T>
{
    private const int Block = 256;

    /// <summary>Draws a token from softmax(logits · scale).</summary>
    /// <param name="logits">One row.</param>
    /// <param name="vocabulary">Its length.</param>
    /// <param name="scale">1 / temperature.</param>
    /// <param name="uniform">A number in [0, 1); <see langword="null"/> takes the first of the likeliest tokens.</param>
    /// <param name="logProbability">Of the token.</param>
    public static int Draw(T* logits, int vocabulary, float scale, double? uniform, out double logProbability)
    {
        float largest = Largest(logits, vocabulary);
        int blocks = (vocabulary + Block - 1) / Block;
        double[] sums = ArrayPool<double>.Shared.Rent(blocks);
        double total = 0;
        for (int b = 0; b < blocks; b++) total += sums[b] = Sum(logits + (b * Block), Math.Min(Block, vocabulary - (b * Block)), scale, largest);
        int token = uniform is { } draw ? Find(logits, vocabulary, (scale, largest), sums.AsSpan(0, blocks), draw * total) : First(logits, vocabulary, largest);
        ArrayPool<double>.Shared.Return(sums);
        logProbability = ((T.Get(logits + token) - (double)largest) * scale) - Math.Log(total);
        return token;
    }

    /// <summary>log softmax(logits · scale) at a token.</summary>
    public static double LogProbability(T* logits, int vocabulary, int token, float scale)
    {
        double normalizer = Normalizer(logits, vocabulary, scale, out _);
        return (T.Get(logits + token) * (double)scale) - normalizer;
    }

    /// <summary>logsumexp(logits · scale).</summary>
    /// <param name="logits">One row.</param>
    /// <param name="vocabulary">Its length.</param>
    /// <param name="scale">1 / temperature.</param>
    /// <param name="largest">The largest logit.</param>
    public static double Normalizer(T* logits, int vocabulary, float scale, out float largest)
    {
        largest = Largest(logits, vocabulary);
        double total = 0;
        for (int start = 0; start < vocabulary; start += Block) total += Sum(logits + start, Math.Min(Block, vocabulary - start), scale, largest);
        return ((double)largest * scale) + Math.Log(total);
    }

    /// <summary>Appends every token whose logit is at least <paramref name="least"/>, with that logit, in the order of the vocabulary.</summary>
    public static void AtLeast(T* logits, int vocabulary, float least, List<(float Logit, int Token)> into)
    {
        var limit = Vector512.Create(least);
        int v = 0;
        for (; v <= vocabulary - 16; v += 16)
        {
            if (!Vector512.GreaterThanOrEqualAny(T.Load(logits + v), limit)) continue;
            for (int i = v; i < v + 16; i++) Try(i);
        }

        for (; v < vocabulary; v++) Try(v);

        void Try(int token)
        {
            float logit = T.Get(logits + token);
            if (logit >= least) into.Add((logit, token));
        }
    }

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

    private static double Sum(T* logits, int count, float scale, float largest)
    {
        Vector512<float> sum = default, offset = Vector512.Create(largest);
        int v = 0;
        for (; v <= count - 16; v += 16) sum += Exponential.Of((T.Load(logits + v) - offset) * scale);
        double rest = 0;
        for (; v < count; v++) rest += Math.Exp((T.Get(logits + v) - (double)largest) * scale);
        return Vector512.Sum(sum) + rest;
    }

    private static int Find(T* logits, int vocabulary, (float Scale, float Largest) at, ReadOnlySpan<double> sums, double target)
    {
        double reached = 0;
        int block = 0;
        while (block < sums.Length - 1 && reached + sums[block] <= target) reached += sums[block++];
        int last = -1;
        for (int v = block * Block, end = Math.Min(vocabulary, v + Block); v < end; v++)
        {
            double weight = Math.Exp((T.Get(logits + v) - (double)at.Largest) * at.Scale);
            if (weight == 0) continue;
            reached += weight;
            last = v;
            if (reached > target) return v;
        }

        return last >= 0 ? last : First(logits, vocabulary, at.Largest);  // the target can lie above the sum by rounding only
    }

    private static int First(T* logits, int vocabulary, float largest)
    {
        for (int v = 0; v < vocabulary; v++)
        {
            if (T.Get(logits + v) == largest) return v;
        }

        return 0;
    }
}
