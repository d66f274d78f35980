// Log-probabilities from hidden states without ever holding (tokens x vocabulary) for a whole batch: some rows at a time go through the
// output projection and are read once.
using Pure.Tensors;
using Pure.Tensors.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models.Inference;

/// <summary>Projects hidden states in pieces.</summary>
internal static unsafe class LogitRows
{
    /// <summary>Logits that are there at one time.</summary>
    private const long MostLogits = 32 << 20;

    /// <summary>Calls <paramref name="read"/> for each row of logits, on several threads.</summary>
    /// <param name="weights">Of a language model.</param>
    /// <param name="hidden">(R, D); rows from <paramref name="count"/> on are not read.</param>
    /// <param name="count">Rows that are read.</param>
    /// <param name="threads">Threads to read on.</param>
    /// <param name="read">Given the row, and where its logits lie.</param>
    public static void Read(PreparedWeights weights, Tensor hidden, int count, int threads, Action<int, nint> read)
    {
        int vocabulary = weights.Config.VocabularySize;
        int most = (int)Math.Max(16, MostLogits / vocabulary / 16 * 16);
        for (int start = 0; start < count; start += most)
        {
            using DisposeScope scope = NewDisposeScope();
            int rows = Math.Min(most, count - start), first = start;
            Tensor logits = weights.Project(hidden.narrow(0, start, Math.Min(RowCount.Rounded(rows), hidden.shape[0] - start)));   // (rows, V)
            nint data = (nint)Rows.Address(logits);
            long stride = (long)vocabulary * (logits.dtype == ScalarType.BFloat16 ? 2 : 4);
            int parts = (long)rows * vocabulary < 32_768 ? 1 : Math.Min(threads, rows);
            ParallelRegion.Run(parts, part =>
            {
                for (int row = part; row < rows; row += parts) read(first + row, (nint)(data + (row * stride)));
            });
        }
    }

    /// <summary>Log-probabilities of one target a row.</summary>
    /// <param name="weights">Of a language model.</param>
    /// <param name="hidden">(R, D)</param>
    /// <param name="targets">One token a row.</param>
    /// <param name="temperature">Divides the logits.</param>
    /// <param name="threads">Threads to read on.</param>
    public static float[] LogProbabilities(PreparedWeights weights, Tensor hidden, int[] targets, double temperature, int threads)
    {
        float[] result = new float[targets.Length];
        int vocabulary = weights.Config.VocabularySize;
        float scale = (float)(1 / temperature);
        bool half = weights.Source.Type == ScalarType.BFloat16;
        Read(weights, hidden, targets.Length, threads, (row, logits) => result[row] = (float)(half
            ? LogitReader<Bf16>.LogProbability((Bf16*)logits, vocabulary, targets[row], scale)
            : LogitReader<Fp32>.LogProbability((Fp32*)logits, vocabulary, targets[row], scale)));
        return result;
    }
}
