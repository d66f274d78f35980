// Draws one token from one row of logits, in fp64 and in the order of the vocabulary, so that equal logits and an equal draw
// give the equal token on every machine. The log-probability reported is that of softmax(logits / temperature) over the whole
// vocabulary: the distribution that the policy loss computes, also when top-p or top-k narrowed the choice.
using Pure.Tensors.Simd;

namespace Pure.Rollouts;

/// <summary>Temperature, top-k, top-p and greedy sampling.</summary>
public static class TokenSampler
{
    /// <summary>Draws a token.</summary>
    /// <param name="logits">One logit a vocabulary entry.</param>
    /// <param name="options">How to draw; at temperature 0 the first of the largest logits is taken.</param>
    /// <param name="uniform">A number in [0, 1).</param>
    /// <param name="logProbability">Natural logarithm of the token's probability at the temperature (at 1 when greedy).</param>
    /// <returns>The token id.</returns>
    public static int Sample(ReadOnlySpan<float> logits, SamplingOptions options, double uniform, out double logProbability)
    {
        double scale = options.Temperature > 0 ? 1 / options.Temperature : 1;
        int best = 0;
        for (int v = 1; v < logits.Length; v++)
        {
            if (logits[v] > logits[best]) best = v;
        }

        double largest = logits[best] * scale, sum = 0;
        for (int v = 0; v < logits.Length; v++) sum += Math.Exp((logits[v] * scale) - largest);
        double logSum = largest + Math.Log(sum);

        int token = options.Temperature <= 0 ? best
            : options.IsFull ? Draw(logits, scale, largest, uniform * sum)
            : DrawNarrowed(logits, scale, logSum, options, uniform);
        logProbability = (logits[token] * scale) - logSum;
        return token;
    }

    /// <summary>The same for logits of any element in memory, vectorised; <see cref="Sample(ReadOnlySpan{float}, SamplingOptions, double, out double)"/> is the reference.</summary>
    internal static unsafe int Sample<T>(T* logits, int vocabulary, SamplingOptions options, double uniform, out double logProbability)
        where T : unmanaged, IElement<T>
    {
        if (options.Temperature <= 0 || options.IsFull)
        {
            float scale = options.Temperature > 0 ? (float)(1 / options.Temperature) : 1;
            return LogitReader<T>.Draw(logits, vocabulary, scale, options.Temperature > 0 ? uniform : null, out logProbability);
        }

        return NarrowedDraw<T>.Draw(logits, vocabulary, options, uniform, out logProbability);
    }

    private static int Draw(ReadOnlySpan<float> logits, double scale, double largest, double target)
    {
        double sum = 0;
        int last = 0;
        for (int v = 0; v < logits.Length; v++)
        {
            double weight = Math.Exp((logits[v] * scale) - largest);
            if (weight == 0) continue;
            sum += weight;
            last = v;
            if (sum > target) return v;
        }

        return last;  // the target can lie above the sum by rounding only
    }

    private static int DrawNarrowed(ReadOnlySpan<float> logits, double scale, double logSum, SamplingOptions options, double uniform)
    {
        float[] keys = logits.ToArray();
        int[] ids = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(ids, (a, b) => keys[a] != keys[b] ? keys[b].CompareTo(keys[a]) : a.CompareTo(b));

        int kept = options.TopK > 0 ? Math.Min(options.TopK, ids.Length) : ids.Length;
        double sum = 0;
        for (int i = 0; i < kept; i++)
        {
            sum += Math.Exp((keys[ids[i]] * scale) - logSum);
            if (sum >= options.TopP) kept = i + 1;
        }

        double target = uniform * sum, reached = 0;
        for (int i = 0; i < kept; i++)
        {
            reached += Math.Exp((keys[ids[i]] * scale) - logSum);
            if (reached > target) return ids[i];
        }

        return ids[kept - 1];
    }
}
