// A forward pass over many sequences, without gradients: cut into micro-batches by length, run on the lanes, and taken apart again.
// Log-probabilities, step rewards and classifications are all this pass with another head.
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Models;

/// <summary>Runs a model over any number of sequences.</summary>
public static class ScoringPass
{
    /// <summary>Computes some numbers for each sequence.</summary>
    /// <param name="lengths">Tokens of each sequence.</param>
    /// <param name="outputs">How many numbers each sequence gets.</param>
    /// <param name="options">How the work is cut.</param>
    /// <param name="forward">Given the indices of a micro-batch's sequences: their numbers in a row, fp32. Called on several threads.</param>
    /// <returns>One array a sequence.</returns>
    public static float[][] Run(IReadOnlyList<int> lengths, IReadOnlyList<int> outputs, ScoringOptions options, Func<int[], Tensor> forward)
    {
        float[][] result = new float[lengths.Count][];
        options.Lanes.ForEach(MicroBatches.ByTokens(lengths, options.TokenBudget), part =>
        {
            using IDisposable quiet = no_grad();
            using DisposeScope scope = NewDisposeScope();
            float[] flat = forward(part).contiguous().data<float>().ToArray();
            int at = 0;
            foreach (int i in part)
            {
                result[i] = flat[at..(at + outputs[i])];
                at += outputs[i];
            }
        });
        return result;
    }
}
