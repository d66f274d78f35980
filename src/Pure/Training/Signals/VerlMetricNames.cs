namespace Pure.Training.Signals;

/// <summary>Names under which users of verl, and of PURE's branch verl, know the same metrics.</summary>
public static class VerlMetricNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["completions/mean_length"] = "response_length/mean",
        ["completions/min_length"] = "response_length/min",
        ["completions/max_length"] = "response_length/max",
        ["completions/clipped_ratio"] = "response_length/clip_ratio",
        ["completions/mean_length_correct"] = "correct_response_length/mean",
        ["completions/mean_length_incorrect"] = "incorrect_response_length/mean",
        ["completions/clipped_ratio_correct"] = "correct_response_length/clip_ratio",
        ["completions/clipped_ratio_incorrect"] = "incorrect_response_length/clip_ratio",
        ["rewards/verifiable/mean"] = "critic/verifiable_reward/mean",
        ["rewards/process/mean"] = "critic/outcome_reward/mean",
        ["pass_at_n"] = "critic/pass_at_n/mean",
        ["process/match"] = "critic/orm_match_vr/mean",
        ["process/steps_per_response"] = "num_of_steps/mean",
        ["hack/repetition"] = "critic/repeat_score/mean",
        ["hack/reflections"] = "critic/reflection_pattern_score/mean",
        ["credit/advantage_mean"] = "critic/advantages/mean",
        ["kl"] = "critic/kl",
        ["entropy"] = "actor/entropy_loss",
        ["loss"] = "actor/pg_loss",
        ["clip_ratio/region_mean"] = "actor/pg_clipfrac",
        ["grad_norm"] = "actor/grad_norm",
        ["learning_rate"] = "actor/lr",
    };

    /// <summary>verl's name of a metric; the name itself where verl has none.</summary>
    public static string Of(string name) => Names.GetValueOrDefault(name, name);
}
