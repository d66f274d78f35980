// One update of the policy on one batch of credited rollouts. The importance ratio is taken against the log-probabilities that
// the sampler recorded, so sampler and trainer are compared in every step: before the first update on a batch the ratio must
// be 1 up to rounding.
using Pure.Config;
using Pure.Models;
using Pure.Tensors;
using static TorchSharp.torch;

namespace Pure.Training;

/// <summary>Applies the policy loss.</summary>
public static class PolicyUpdate
{
    /// <summary>Computes the loss of the batch and updates the weights.</summary>
    /// <param name="decoder">The policy.</param>
    /// <param name="update">Its weights' optimizer.</param>
    /// <param name="batch">Rollouts and credit.</param>
    /// <param name="options">Loss and schedule.</param>
    /// <param name="run">How this update is made.</param>
    public static PolicyUpdateStatistics Apply(Decoder decoder, WeightUpdate update, PolicyBatch batch, RlOptions options, PolicyUpdateRun run)
    {
        float[][] logProbabilities = new float[batch.Sequences.Count][];
        List<int[]> parts = MicroBatches.ByTokens([.. batch.Sequences.Select(s => s.Ids.Length)], run.Scoring.TokenBudget);
        RatioStatistics? ratios = null;
        UpdateStatistics statistics = update.Apply(run.Scoring.Lanes, parts, (Weights leaves, int[] part) =>
        {
            DecoderWeights joined = decoder.Join(leaves);
            TokenSequence[] sequences = [.. part.Select(i => batch.Sequences[i])];
            (Tensor current, Tensor? entropies) = options.EntropyCoef > 0
                ? TokenLogProbabilities.WithEntropies(decoder, joined, sequences, run.Scoring.Temperature)
                : (TokenLogProbabilities.Of(decoder, joined, sequences, run.Scoring.Temperature), null);
            Split(current.detach().data<float>().ToArray(), part, batch, logProbabilities);
            return run.Loss(current, batch.Join(part), options, entropies);
        }, run.LearningRate, Accept);
        return new PolicyUpdateStatistics(statistics, ratios!);

        bool Accept()
        {
            ratios = Compare(logProbabilities, batch, options);
            run.Check?.Invoke(ratios);
            return ratios.MeanRatio <= (options.MaxMeanRatio ?? double.PositiveInfinity);
        }
    }

    private static void Split(float[] flat, int[] part, PolicyBatch batch, float[][] into)
    {
        int at = 0;
        foreach (int i in part)
        {
            into[i] = flat[at..(at + batch.Sequences[i].Targets)];
            at += batch.Sequences[i].Targets;
        }
    }

    private static RatioStatistics Compare(float[][] logProbabilities, PolicyBatch batch, RlOptions options)
    {
        double difference = 0, largest = 0, ratios = 0, weights = 0, low = double.PositiveInfinity, high = 0;
        long tokens = 0, clipped = 0;
        for (int i = 0; i < logProbabilities.Length; i++)
        {
            for (int t = 0; t < logProbabilities[i].Length; t++)
            {
                double log = logProbabilities[i][t] - (double)batch.Tokens[i].Old[t], ratio = Math.Exp(log);
                double advantage = batch.Tokens[i].Advantages[t], weight = batch.Tokens[i].Weights[t];
                difference += Math.Abs(log);
                largest = Math.Max(largest, Math.Abs(log));
                ratios += weight * ratio;
                low = Math.Min(low, ratio);
                high = Math.Max(high, ratio);
                weights += weight;
                if ((advantage > 0 && ratio > 1 + (options.EpsilonHigh ?? options.Epsilon)) || (advantage < 0 && ratio < 1 - options.Epsilon)) clipped++;
                tokens++;
            }
        }

        return new RatioStatistics(difference / tokens, largest, ratios / weights, low, high, (double)clipped / tokens);
    }
}
