// Draws with top-k or top-p without sorting the vocabulary. The likeliest tokens are those above some logit: a guess of it is lowered until
// enough of them, or enough of their probability, lies above, and only those are sorted. The choice among them is that of
// TokenSampler.DrawNarrowed, number by number.
using Pure.Tensors.Simd;

namespace Pure.Rollouts;

/// <summary>Top-k and top-p over a row of logits in memory.</summary>
/// <typeparam name="T">Element of the logits.</typeparam>
internal static unsafe class NarrowedDraw<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>How far below the likeliest token the first guess lies, in nats: a token there has less than 1/1,000 of its probability.</summary>
    private const double FirstReach = 7;

    /// <summary>Draws a token; parameters as in <see cref="TokenSampler.Sample(ReadOnlySpan{float}, SamplingOptions, double, out double)"/>.</summary>
    public static int Draw(T* logits, int vocabulary, SamplingOptions options, double uniform, out double logProbability)
    {
        double scale = 1 / options.Temperature, normalizer = LogitReader<T>.Normalizer(logits, vocabulary, (float)scale, out float largest);
        var likeliest = new List<(float Logit, int Token)>();
        for (double reach = FirstReach; ; reach *= 2)
        {
            likeliest.Clear();
            LogitReader<T>.AtLeast(logits, vocabulary, (float)(largest - (reach / scale)), likeliest);
            if (likeliest.Count == vocabulary || double.IsInfinity(reach) || IsEnough(likeliest, options, scale, normalizer)) break;
        }

        if (likeliest.Count == 0)
        {
            // Nothing is as large as the largest logit: it is not a number. The sampler does not hide that; the log-probability carries it to the guard.
            logProbability = double.NaN;
            return 0;
        }

        Sort(likeliest);
        (float logit, int token) = Choose(likeliest, options, (scale, normalizer), uniform);
        logProbability = (logit * scale) - normalizer;
        return token;
    }

    /// <summary>By falling logit, then by rising token: as one number each, which sorts several times as fast as a comparison of two fields.</summary>
    private static void Sort(List<(float Logit, int Token)> likeliest)
    {
        ulong[] keys = new ulong[likeliest.Count];
        for (int i = 0; i < keys.Length; i++) keys[i] = ((ulong)~Rank(likeliest[i].Logit) << 32) | (uint)likeliest[i].Token;
        (float Logit, int Token)[] sorted = [.. likeliest];
        keys.AsSpan().Sort(sorted);
        likeliest.Clear();
        likeliest.AddRange(sorted);
    }

    /// <summary>Numbers in the order of the logits; -0 is 0.</summary>
    private static uint Rank(float logit)
    {
        uint bits = BitConverter.SingleToUInt32Bits(logit + 0f);
        return (bits & 0x8000_0000) == 0 ? bits | 0x8000_0000 : ~bits;
    }

    private static bool IsEnough(List<(float Logit, int Token)> likeliest, SamplingOptions options, double scale, double normalizer)
    {
        if (options.TopK > 0 && likeliest.Count >= options.TopK) return true;
        if (options.TopP >= 1) return false;
        double sum = 0;
        foreach ((float logit, _) in likeliest) sum += Math.Exp((logit * scale) - normalizer);
        return sum >= options.TopP;
    }

    private static (float Logit, int Token) Choose(List<(float Logit, int Token)> sorted, SamplingOptions options, (double Scale, double Normalizer) at, double uniform)
    {
        int kept = options.TopK > 0 ? Math.Min(options.TopK, sorted.Count) : sorted.Count;
        double sum = 0;
        for (int i = 0; i < kept; i++)
        {
            sum += Math.Exp((sorted[i].Logit * at.Scale) - at.Normalizer);
            if (sum >= options.TopP) kept = i + 1;
        }

        double target = uniform * sum, reached = 0;
        for (int i = 0; i < kept; i++)
        {
            reached += Math.Exp((sorted[i].Logit * at.Scale) - at.Normalizer);
            if (reached > target) return sorted[i];
        }

        return sorted[kept - 1];
    }
}
