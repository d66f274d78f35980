// The numbers of one RL step, under the names that users of TRL know; what only process rewards have stands under process/
// and credit/. One place, so that a name has one meaning.
using Pure.Credit;
using Pure.Rewards;
using Pure.Training.Signals;

namespace Pure.Training;

/// <summary>Computes the metrics of one step.</summary>
public static class StepMetrics
{
    /// <summary>What rollouts, rewards and credit say, signs of hacking included.</summary>
    /// <param name="batch">The rollouts of the step.</param>
    /// <param name="texts">Their texts, in the same order.</param>
    /// <param name="credit">Their credit.</param>
    /// <param name="options">How the credit was assigned.</param>
    public static SortedDictionary<string, double> Of(IReadOnlyList<ScoredRollout> batch, IReadOnlyList<ResponseText> texts, CreditResult credit, CreditOptions options)
    {
        ResponseFacts[] facts = [.. batch.Select((rollout, i) => ResponseFacts.Of(rollout, texts[i], options))];
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["num_tokens"] = batch.Sum(r => (double)r.Rollout.ResponseIds.Length + r.Rollout.PromptIds.Length),
            ["entropy"] = Entropy(batch),
        };
        foreach ((string name, double value) in RolloutSignals.Of(facts).Concat(CreditSignals.Of(credit))) metrics[name] = value;
        AddReward(metrics, facts);
        AddDivergence(metrics, batch);
        return metrics;
    }

    /// <summary>What the update says.</summary>
    public static void Add(SortedDictionary<string, double> metrics, IReadOnlyList<PolicyUpdateStatistics> updates)
    {
        if (updates.Count == 0)
        {
            metrics["updates"] = 0;
            return;
        }

        metrics["loss"] = updates.Average(u => u.Update.Loss);
        metrics["grad_norm"] = updates.Average(u => u.Update.GradientNorm);
        metrics["learning_rate"] = updates[^1].Update.LearningRate;
        metrics["updates_skipped"] = updates.Count(u => u.Update.Skipped);
        metrics["clip_ratio/region_mean"] = updates.Average(u => u.Ratios.ClippedShare);
        metrics["sampling/importance_sampling_ratio/min"] = updates.Min(u => u.Ratios.MinRatio);
        metrics["sampling/importance_sampling_ratio/max"] = updates.Max(u => u.Ratios.MaxRatio);
        metrics["sampling/importance_sampling_ratio/mean"] = updates.Average(u => u.Ratios.MeanRatio);
        metrics["sampling/sampling_logp_difference/mean"] = updates[0].Ratios.MeanLogpDifference;
        metrics["sampling/sampling_logp_difference/max"] = updates[0].Ratios.MaxLogpDifference;
    }

    /// <summary>Mean of -log p over sampled tokens: at temperature 1 an unbiased estimate of the policy's entropy, in nats a token.</summary>
    private static double Entropy(IReadOnlyList<ScoredRollout> batch) =>
        batch.SelectMany(r => r.Rollout.LogProbabilities).Average(p => -(double)p);

    /// <summary>The credited process reward of a response, over the batch.</summary>
    private static void AddReward(SortedDictionary<string, double> metrics, ResponseFacts[] facts)
    {
        double[] totals = [.. facts.Select(f => f.ProcessOutcome).OfType<double>()];
        if (totals.Length == 0) return;
        double mean = totals.Average();
        metrics["reward"] = mean;
        metrics["reward_std"] = Math.Sqrt(totals.Average(t => (t - mean) * (t - mean)));
    }

    private static void AddDivergence(SortedDictionary<string, double> metrics, IReadOnlyList<ScoredRollout> batch)
    {
        if (batch.Any(r => r.ReferenceLogProbabilities.Length == 0)) return;
        metrics["kl"] = batch.SelectMany(r => r.Rollout.LogProbabilities.Zip(r.ReferenceLogProbabilities)).Average(x =>
        {
            double l = x.First - (double)x.Second;
            return Math.Exp(-l) - 1 + l;
        });
    }
}
