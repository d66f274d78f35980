// One update of a language model on a loss of its log-probabilities. The losses are pure functions with gradients by hand
// (Rewards/Implicit/OutcomeLosses); the tensor that is differentiated is sum_t slope_t log pi_t, whose gradient is that of the loss. So every
// loss, whatever it compares, is the same pass, and the log-probabilities of that pass are there for scoring.
using Pure.Models;
using Pure.Tensors;
using static TorchSharp.torch;

namespace Pure.Training.Implicit;

/// <summary>Updates an implicit reward model.</summary>
public static class LogRatioUpdate
{
    /// <summary>Computes the loss of the batch and updates the weights.</summary>
    /// <param name="decoder">The model.</param>
    /// <param name="update">Its weights' optimizer.</param>
    /// <param name="sequences">Prompt and response ids.</param>
    /// <param name="loss">Given the indices of a part and the log-probabilities of its tokens: the part's loss and its slopes. Called on several threads.</param>
    /// <param name="scoring">How the work is cut.</param>
    /// <param name="learningRate">Of this update.</param>
    /// <returns>Statistics, and the log-probabilities before the update.</returns>
    public static (UpdateStatistics Statistics, float[][] LogProbabilities) Apply(
        Decoder decoder, WeightUpdate update, IReadOnlyList<TokenSequence> sequences, Func<int[], float[][], TokenSlopes> loss, ScoringOptions scoring, double learningRate)
    {
        float[][] all = new float[sequences.Count][];
        List<int[]> parts = MicroBatches.ByTokens([.. sequences.Select(s => s.Ids.Length)], scoring.TokenBudget);
        UpdateStatistics statistics = update.Apply(scoring.Lanes, parts, (Weights leaves, int[] part) =>
        {
            TokenSequence[] chosen = [.. part.Select(i => sequences[i])];
            Tensor current = TokenLogProbabilities.Of(decoder, decoder.Join(leaves), chosen, temperature: 1);   // (N)
            float[] flat = current.detach().data<float>().ToArray();
            int at = 0;
            foreach (int i in part)
            {
                all[i] = flat[at..(at + sequences[i].Targets)];
                at += sequences[i].Targets;
            }

            TokenSlopes value = loss(part, [.. part.Select(i => all[i])]);
            Tensor product = (current * tensor([.. value.Slopes.SelectMany(row => row.Select(x => (float)x))])).sum();
            return product.Minus(product.detach()).Plus(value.Loss);  // the value of the loss with the gradient of the product
        }, learningRate);
        return (statistics, all);
    }
}
