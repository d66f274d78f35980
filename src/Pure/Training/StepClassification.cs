// Training of a process reward model (PURE, arXiv 2504.15275; TRL's stepwise supervision): two-class cross-entropy at the ends of
// steps, a mean over all labelled positions of the batch.
using Pure.Models;
using Pure.Rewards;
using Pure.Rewards.Inputs;
using Pure.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>The loss of a process reward model, and how well one does.</summary>
public static class StepClassification
{
    /// <summary>One update on a batch.</summary>
    public static UpdateStatistics Step(Decoder decoder, WeightUpdate update, IReadOnlyList<StepExample> batch, ScoringOptions options, double learningRate)
    {
        int labels = batch.Sum(e => e.Labels.Length);
        List<int[]> parts = MicroBatches.ByTokens([.. batch.Select(e => e.Ids.Length)], options.TokenBudget);
        return update.Apply(options.Lanes, parts, (Weights leaves, int[] part) =>
        {
            DecoderWeights joined = DecoderWeights.Of(decoder.Config, leaves);
            StepExample[] examples = [.. part.Select(i => batch[i])];
            Tensor logits = ProcessRewardModel.Logits(decoder, joined, [.. examples.Select(e => new RewardModelInput(e.Ids, e.Positions))]);  // (N, 2)
            Tensor targets = tensor([.. examples.SelectMany(e => e.Labels.Select(l => (long)l))]);
            return nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.Sum).Times(1.0 / labels);
        }, learningRate);
    }

    /// <summary>Probability of "good" at every step end of every example.</summary>
    public static double[][] Predict(Decoder decoder, Weights weights, IReadOnlyList<StepExample> examples, ScoringOptions options)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        DecoderWeights joined = DecoderWeights.Of(decoder.Config, weights);
        float[][] good = ScoringPass.Run([.. examples.Select(e => e.Ids.Length)], [.. examples.Select(e => e.StepEnds)], options, part =>
            ProcessRewardModel.Logits(decoder, joined, [.. part.Select(i => new RewardModelInput(examples[i].Ids, examples[i].Positions[..examples[i].StepEnds]))])
                .softmax(1).select(1, 1));
        return Array.ConvertAll(good, steps => Array.ConvertAll(steps, p => (double)p));
    }
}
