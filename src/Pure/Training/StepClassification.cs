// Training of a process reward model (PURE, arXiv 2504.15275; TRL's stepwise supervision): two-class cross-entropy at the ends of
// steps, a mean over all labelled positions of the batch. With labels between 0 and 1 it is the cross-entropy with soft targets of ER-PRM
// (arXiv 2412.11006) and PAV (arXiv 2410.08146).
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
    /// <param name="decoder">The model.</param>
    /// <param name="update">Its optimizer.</param>
    /// <param name="batch">Labelled solutions.</param>
    /// <param name="options">How the work is cut.</param>
    /// <param name="learningRate">Of this update.</param>
    /// <param name="balance">Whether labels below one half and the others weigh the same in all, however many there are of each.</param>
    public static UpdateStatistics Step(Decoder decoder, WeightUpdate update, IReadOnlyList<StepExample> batch, ScoringOptions options, double learningRate, bool balance = false)
    {
        (double low, double high) = LabelWeights(batch, balance);
        List<int[]> parts = MicroBatches.ByTokens([.. batch.Select(e => e.Ids.Length)], options.TokenBudget);
        return update.Apply(options.Lanes, parts, (Weights leaves, int[] part) =>
        {
            DecoderWeights joined = decoder.Join(leaves);
            StepExample[] examples = [.. part.Select(i => batch[i])];
            Tensor logits = ProcessRewardModel.Logits(decoder, joined, [.. examples.Select(e => new RewardModelInput(e.Ids, e.Positions))]);  // (N, 2)
            Tensor bad = Column(examples, target => (target < 0.5 ? low : high) * (1 - target));
            Tensor good = Column(examples, target => (target < 0.5 ? low : high) * target);
            return (nn.functional.log_softmax(logits, 1) * stack([bad, good], 1)).sum().neg();
        }, learningRate);
    }

    /// <summary>(N): a weight of each labelled position.</summary>
    private static Tensor Column(StepExample[] examples, Func<double, double> weight) => tensor([.. examples.SelectMany(e => e.Targets.Select(t => (float)weight(t)))]);

    /// <summary>Weight of each label below one half, and of each other one; all weights of a batch add up to 1.</summary>
    private static (double Low, double High) LabelWeights(IReadOnlyList<StepExample> batch, bool balance)
    {
        int all = batch.Sum(e => e.Targets.Length), low = batch.Sum(e => e.Targets.Count(t => t < 0.5));
        return balance && low > 0 && low < all ? (0.5 / low, 0.5 / (all - low)) : (1.0 / all, 1.0 / all);
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
