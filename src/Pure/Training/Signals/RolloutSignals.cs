// The metrics of one RL step that are read off its rollouts, under the names that users of TRL and of PURE know. A metric that does
// not apply (no answers, no correct response) is absent; a 0 would look like a value.
using Pure.Rewards.Signals;

namespace Pure.Training.Signals;

/// <summary>Metrics of the rollouts of one step.</summary>
public static class RolloutSignals
{
    /// <summary>All metrics of a batch.</summary>
    /// <param name="batch">Facts of every response, in any order.</param>
    /// <exception cref="PureException">The batch is empty.</exception>
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyList<ResponseFacts> batch)
    {
        if (batch.Count == 0) throw new PureException("There are no responses to compute metrics of.");
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal);
        AddLengths(metrics, batch);
        AddRewards(metrics, batch);
        AddSteps(metrics, batch);
        AddHacks(metrics, batch);
        return metrics;
    }

    private static void AddLengths(SortedDictionary<string, double> metrics, IReadOnlyList<ResponseFacts> batch)
    {
        metrics["completions/mean_length"] = batch.Average(x => x.Tokens);
        metrics["completions/min_length"] = batch.Min(x => x.Tokens);
        metrics["completions/max_length"] = batch.Max(x => x.Tokens);
        metrics["completions/clipped_ratio"] = Share(batch, x => x.Truncated);
        Mean(metrics, "completions/mean_terminated_length", batch.Where(x => !x.Truncated).Select(x => (double)x.Tokens));
        Mean(metrics, "completions/mean_length_correct", batch.Where(IsRight).Select(x => (double)x.Tokens));
        Mean(metrics, "completions/mean_length_incorrect", batch.Where(IsWrong).Select(x => (double)x.Tokens));
        Mean(metrics, "completions/clipped_ratio_correct", batch.Where(IsRight).Select(x => x.Truncated ? 1.0 : 0));
        Mean(metrics, "completions/clipped_ratio_incorrect", batch.Where(IsWrong).Select(x => x.Truncated ? 1.0 : 0));
    }

    private static void AddRewards(SortedDictionary<string, double> metrics, IReadOnlyList<ResponseFacts> batch)
    {
        Mean(metrics, "rewards/verifiable/mean", batch.Select(x => x.Outcome));
        Mean(metrics, "rewards/process/mean", batch.Select(x => x.ProcessOutcome));
        Mean(metrics, "pass_at_n", batch.Where(x => x.Outcome is not null).GroupBy(x => x.ProblemId, StringComparer.Ordinal).Select(group => group.Any(IsRight) ? 1.0 : 0));
        metrics["process/answered_problems"] = Share(batch, x => x.Outcome is not null);
        Mean(metrics, "process/match", batch.Select(x => x.Match is { } match ? (match ? 1.0 : 0) : (double?)null));
        Mean(metrics, "process/positive_ratio", batch.Select(x => x.ProcessOutcome is { } outcome ? (outcome > 0 ? 1.0 : 0) : (double?)null));
        Mean(metrics, "process/step_reward_min", batch.Select(x => x.StepRewardMin));
        Mean(metrics, "process/step_reward_mean", batch.Select(x => x.StepRewardMean));
        Mean(metrics, "process/step_reward_sum", batch.Select(x => x.StepRewardSum));
        Mean(metrics, "credit/worst_step_share", batch.Select(x => x.WorstStepShare));
    }

    private static void AddSteps(SortedDictionary<string, double> metrics, IReadOnlyList<ResponseFacts> batch)
    {
        double tokens = batch.Sum(x => (double)x.Tokens);
        metrics["process/steps_per_response"] = batch.Average(x => x.Steps);
        metrics["process/tokens_per_step"] = tokens / batch.Sum(x => (double)x.Steps);
        metrics["process/empty_steps_ratio"] = batch.Sum(x => (double)x.EmptySteps) / batch.Sum(x => (double)x.Steps);
        metrics["process/longest_step"] = batch.Average(x => x.LongestStep);
        metrics["process/single_step_ratio"] = Share(batch, x => x.Steps == 1);
        metrics["process/separators_per_100_tokens"] = 100 * batch.Sum(x => x.Steps - 1.0) / tokens;
    }

    private static void AddHacks(SortedDictionary<string, double> metrics, IReadOnlyList<ResponseFacts> batch)
    {
        metrics["hack/answered_ratio"] = Share(batch, x => x.Answered);
        metrics["hack/no_content_ratio"] = Share(batch, x => x.EmptySteps == x.Steps);
        metrics["hack/repetition"] = batch.Average(x => x.Repetition);
        metrics["hack/reflections"] = batch.Average(x => x.Reflections);
        metrics["hack/prompt_overlap"] = batch.Average(x => x.PromptOverlap);
        metrics["hack/duplicates_across_prompts"] = Duplicates(batch);
        Mean(metrics, "hack/high_repetition_correct", batch.Where(IsRight).Select(x => x.Repetition > RepetitionScore.High ? 1.0 : 0));
        Mean(metrics, "hack/high_repetition_incorrect", batch.Where(IsWrong).Select(x => x.Repetition > RepetitionScore.High ? 1.0 : 0));
        if (Correlation([.. batch.Where(x => x.StepRewardSum is not null)]) is { } correlation) metrics["hack/steps_reward_correlation"] = correlation;
    }

    /// <summary>Share of responses whose text also answers another problem of the batch.</summary>
    private static double Duplicates(IReadOnlyList<ResponseFacts> batch)
    {
        HashSet<string> shared = [.. batch.GroupBy(x => x.Text, StringComparer.Ordinal).Where(same => same.DistinctBy(x => x.ProblemId, StringComparer.Ordinal).Skip(1).Any()).Select(same => same.Key)];
        return Share(batch, x => shared.Contains(x.Text));
    }

    /// <summary>Pearson correlation of the number of steps with the sum of step rewards: near 1 when more steps simply pay more.</summary>
    private static double? Correlation(ResponseFacts[] batch)
    {
        if (batch.Length < 2) return null;
        double meanSteps = batch.Average(x => x.Steps), meanSum = batch.Average(x => x.StepRewardSum!.Value);
        double both = batch.Sum(x => (x.Steps - meanSteps) * (x.StepRewardSum!.Value - meanSum));
        double steps = batch.Sum(x => Math.Pow(x.Steps - meanSteps, 2)), sums = batch.Sum(x => Math.Pow(x.StepRewardSum!.Value - meanSum, 2));
        return steps > 0 && sums > 0 ? both / Math.Sqrt(steps * sums) : null;
    }

    private static bool IsRight(ResponseFacts x) => x.Outcome > 0;

    private static bool IsWrong(ResponseFacts x) => x.Outcome <= 0;

    private static double Share(IReadOnlyList<ResponseFacts> batch, Func<ResponseFacts, bool> holds) => (double)batch.Count(holds) / batch.Count;

    private static void Mean(SortedDictionary<string, double> metrics, string name, IEnumerable<double?> values)
    {
        if (values.Average() is { } mean) metrics[name] = mean;
    }

    private static void Mean(SortedDictionary<string, double> metrics, string name, IEnumerable<double> values) => Mean(metrics, name, values.Select(x => (double?)x));
}
