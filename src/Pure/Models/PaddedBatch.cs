using Pure.Tensors;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>Sequences as one tensor, padded on the right, with the flat positions of the hidden states that are of interest.</summary>
public static class PaddedBatch
{
    /// <summary>Token ids, (B, T) int64; the padding is id 0, which no valid position ever sees.</summary>
    public static Tensor Tokens(IReadOnlyList<int[]> sequences)
    {
        int time = sequences.Max(s => s.Length);
        long[] tokens = new long[sequences.Count * time];
        for (int b = 0; b < sequences.Count; b++)
        {
            for (int t = 0; t < sequences[b].Length; t++) tokens[(b * time) + t] = sequences[b][t];
        }

        return tensor(tokens, [sequences.Count, time]);
    }

    /// <summary>Hidden states at flat positions.</summary>
    /// <param name="hidden">(B, T, D)</param>
    /// <param name="at">N indices into (B*T).</param>
    /// <returns>(N, D)</returns>
    public static Tensor Pick(Tensor hidden, Tensor at) => hidden.flatten(0, 1).Rows(at);

    /// <summary>Where the hidden states lie that predict each target token, as indices into (B*T): the position before the target.</summary>
    public static Tensor PredictingPositions(IReadOnlyList<TokenSequence> sequences)
    {
        int time = sequences.Max(s => s.Ids.Length);
        return tensor([.. sequences.SelectMany((s, b) => Enumerable.Range(s.PromptLength - 1, s.Targets).Select(t => ((long)b * time) + t))]);
    }

    /// <summary>The target tokens in the same order, (N) int64.</summary>
    public static Tensor Targets(IReadOnlyList<TokenSequence> sequences) =>
        tensor([.. sequences.SelectMany(s => s.Ids.Skip(s.PromptLength).Select(id => (long)id))]);
}
