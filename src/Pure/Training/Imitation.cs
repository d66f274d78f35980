// Imitation (supervised fine-tuning): the negative log-likelihood of demonstrated responses, a mean over all their tokens in
// the batch. Prompt tokens are read and not learned.
using Pure.Config;
using Pure.Data;
using Pure.Models;
using Pure.Tensors;
using Pure.Text;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>The loss of imitation.</summary>
public static class Imitation
{
    /// <summary>A demonstration as ids, with the end-of-sequence token behind it.</summary>
    public static TokenSequence Sequence(Demonstration demonstration, Tokenizer tokenizer, PromptTemplate template) =>
        TokenSequence.Of(template.Encode(demonstration.Messages, tokenizer), [.. tokenizer.Encode(demonstration.Completion), tokenizer.EndOfSequence]);

    /// <summary>One update on a batch.</summary>
    /// <param name="decoder">The model.</param>
    /// <param name="update">Its weights' optimizer.</param>
    /// <param name="batch">Demonstrations as ids.</param>
    /// <param name="options">How the work is cut.</param>
    /// <param name="learningRate">Of this update.</param>
    public static UpdateStatistics Step(Decoder decoder, WeightUpdate update, IReadOnlyList<TokenSequence> batch, ScoringOptions options, double learningRate)
    {
        int tokens = batch.Sum(s => s.Targets);
        List<int[]> parts = MicroBatches.ByTokens([.. batch.Select(s => s.Ids.Length)], options.TokenBudget);
        return update.Apply(options.Lanes, parts, (Weights leaves, int[] part) =>
        {
            DecoderWeights joined = decoder.Join(leaves);
            Tensor logProbabilities = TokenLogProbabilities.Of(decoder, joined, [.. part.Select(i => batch[i])], temperature: 1);
            return logProbabilities.sum().Times(-1.0 / tokens);
        }, learningRate);
    }
}
