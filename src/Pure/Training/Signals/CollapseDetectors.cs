// One detector for each way in which the authors of PURE saw runs end (see
// docs/reward-hacking.md). A detector is a pure function of the metrics so far: it can run beside training or over a finished
// metrics.jsonl, and what it needs but does not find makes it silent.
namespace Pure.Training.Signals;

/// <summary>Detectors of reward hacking and collapse.</summary>
public static class CollapseDetectors
{
    private static readonly Func<MetricHistory, DetectorOptions, Alarm?>[] All =
        [ThinkingWithoutSolving, OneHugeStep, FillerAnswers, PseudoPositives, Disagreement, NumericJump];

    /// <summary>Runs every detector.</summary>
    /// <param name="history">Metrics of each step so far, oldest first.</param>
    /// <param name="options">Limits.</param>
    public static IReadOnlyList<Alarm> Run(IReadOnlyList<IReadOnlyDictionary<string, double>> history, DetectorOptions options)
    {
        var metrics = new MetricHistory(history, options.Window);
        return [.. All.Select(detector => detector(metrics, options)).OfType<Alarm>()];
    }

    /// <summary>Sum-form: the number of steps grows because each step pays, and fewer responses come to an answer.</summary>
    private static Alarm? ThinkingWithoutSolving(MetricHistory metrics, DetectorOptions options)
    {
        if (metrics.Late("hack/steps_reward_correlation") is not { } correlation || correlation < options.StepsRewardCorrelation) return null;
        if (metrics.Change("process/steps_per_response") is not { } growth || growth < options.Rise) return null;
        bool unsolved = metrics.Change("hack/answered_ratio") < options.Fall || metrics.Change("rewards/verifiable/mean") < options.Fall || metrics.Change("process/match") < options.Fall;
        return unsolved ? new Alarm("thinking_without_solving", "Responses get more steps because every step pays, and fewer of them are solved.", growth, options.Rise) : null;
    }

    /// <summary>Step-level baseline: separators disappear, and the reward model judges one huge step.</summary>
    private static Alarm? OneHugeStep(MetricHistory metrics, DetectorOptions options)
    {
        if (metrics.Late("process/single_step_ratio") is { } single && single > options.SingleSteps && single > 2 * (metrics.Early("process/single_step_ratio") ?? 0) && !IsShort(metrics, options))
            return new Alarm("one_huge_step", "Most responses are a single step, which was not so at the beginning.", single, options.SingleSteps);
        if (metrics.Change("process/separators_per_100_tokens") is { } separators && separators < 0.5 && metrics.Change("process/longest_step") > options.Rise)
            return new Alarm("one_huge_step", "Separators become rare and steps become long.", separators, 0.5);
        return null;
    }

    /// <summary>Process reward only: the same short, empty or unrelated text for every problem.</summary>
    private static Alarm? FillerAnswers(MetricHistory metrics, DetectorOptions options)
    {
        if (metrics.Last("hack/duplicates_across_prompts") is { } duplicates && duplicates > options.Duplicates)
            return new Alarm("filler_answers", "Different problems get the same text.", duplicates, options.Duplicates);
        if (metrics.Last("hack/no_content_ratio") is { } empty && empty > options.NoContent)
            return new Alarm("filler_answers", "Responses have no content.", empty, options.NoContent);
        if (IsShort(metrics, options) && metrics.Late("rewards/process/mean") > metrics.Early("rewards/process/mean"))
            return new Alarm("filler_answers", "Responses become very short while the process reward rises.", metrics.Change("completions/mean_length")!.Value, options.ShortLength);
        return null;
    }

    /// <summary>Right answers that go on repeating themselves: the last warning is a handful of updates before the collapse, so one step is enough.</summary>
    private static Alarm? PseudoPositives(MetricHistory metrics, DetectorOptions options)
    {
        if (metrics.Last("completions/clipped_ratio_correct") is { } clipped && clipped > options.PseudoPositives)
            return new Alarm("pseudo_positives", "Responses that count as right were cut by the length limit.", clipped, options.PseudoPositives);
        if (metrics.Last("hack/high_repetition_correct") is { } repeated && repeated > options.PseudoPositives)
            return new Alarm("pseudo_positives", "Responses that count as right repeat themselves.", repeated, options.PseudoPositives);
        return null;
    }

    /// <summary>The reward model and the verifier drift apart.</summary>
    private static Alarm? Disagreement(MetricHistory metrics, DetectorOptions options)
    {
        if (metrics.Best("process/match") - metrics.Late("process/match") is { } fall && fall > options.MatchFall)
            return new Alarm("disagreement", "The reward model agrees less and less with the verifier.", fall, options.MatchFall);
        if (metrics.Late("process/positive_ratio") - metrics.Late("rewards/verifiable/mean") is { } excess
            && metrics.Early("process/positive_ratio") - metrics.Early("rewards/verifiable/mean") is { } before
            && excess > options.Overrating && excess > before + (options.Overrating / 2))
            return new Alarm("disagreement", "The reward model approves of far more responses than the verifier.", excess, options.Overrating);
        return null;
    }

    /// <summary>Importance ratio, divergence or gradient out of bounds.</summary>
    private static Alarm? NumericJump(MetricHistory metrics, DetectorOptions options)
    {
        if (metrics.Last("ratio") is { } ratio && !(ratio <= options.MeanRatio))
            return new Alarm("numeric_jump", "The mean importance ratio is far from 1.", ratio, options.MeanRatio);
        foreach (string name in new[] { "kl", "grad_norm", "loss" })
        {
            if (metrics.Last(name) is { } value && !double.IsFinite(value)) return new Alarm("numeric_jump", $"'{name}' is not a finite number.", value, 0);
            if (metrics.JumpOf(name, options.JumpWindow) is { } jump && jump > options.Jump)
                return new Alarm("numeric_jump", $"'{name}' jumped out of its trailing range.", jump, options.Jump);
        }

        return null;
    }

    private static bool IsShort(MetricHistory metrics, DetectorOptions options) => metrics.Change("completions/mean_length") < options.ShortLength;
}
