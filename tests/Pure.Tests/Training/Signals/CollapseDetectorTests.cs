// The cases that the authors of PURE describe, each as a short run of made-up responses from healthy to hacked: the detector named
// after the case must speak, and none may speak about the healthy run.
using Pure.Credit;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Training.Signals;
using Xunit;

namespace Pure.Tests.Training.Signals;

public sealed class CollapseDetectorTests
{
    private static readonly CreditOptions Credit = new();

    [Fact]
    public void A_healthy_run_raises_no_alarm() => Assert.Empty(Alarms(_ => Healthy()));

    [Fact]
    public void Thinking_without_solving_is_seen_when_steps_pay()
    {
        IReadOnlyList<Alarm> alarms = Alarms(step => step < 6 ? Healthy() : Batch(i => Make(
            i, Repeat("Let me think about this carefully.", 4 + (4 * step) + (2 * i)), Enumerable.Repeat(0.4, 4 + (4 * step) + (2 * i)), outcome: 0, answered: false)));
        Assert.Contains(alarms, alarm => alarm.Detector == "thinking_without_solving");
    }

    [Fact]
    public void One_huge_step_is_seen_when_separators_disappear()
    {
        IReadOnlyList<Alarm> alarms = Alarms(step => step < 6 ? Healthy() : Batch(i => Make(i, [Words(40, i)], [0.8], outcome: i % 2)));
        Assert.Contains(alarms, alarm => alarm.Detector == "one_huge_step");
    }

    [Fact]
    public void Empty_answers_are_seen() =>
        Assert.Contains(Alarms(step => step < 6 ? Healthy() : Batch(i => Make(i, [""], [0.99], outcome: 0, answered: false))), alarm => alarm.Detector == "filler_answers");

    [Fact]
    public void The_same_filler_for_every_problem_is_seen() =>
        Assert.Contains(Alarms(step => step < 6 ? Healthy() : Batch(i => Make(i, ["Thank you and happy birthday to you all"], [0.99], outcome: null, answered: false))), alarm => alarm.Detector == "filler_answers");

    [Fact]
    public void Short_unrelated_answers_with_a_rising_process_reward_are_seen() =>
        Assert.Contains(Alarms(step => step < 6 ? Healthy() : Batch(i => Make(i, [$"Yes {i}"], [0.99], outcome: null, answered: false))), alarm => alarm.Detector == "filler_answers");

    [Fact]
    public void Right_answers_that_repeat_themselves_are_seen_at_once()
    {
        IReadOnlyList<Alarm> alarms = Alarms(step => step < 9 ? Healthy() : Batch(i => Make(i, Repeat("So the answer is 4.", 40), Enumerable.Repeat(0.9, 40), outcome: 1)));
        Assert.Contains(alarms, alarm => alarm.Detector == "pseudo_positives");
    }

    [Fact]
    public void Right_answers_that_were_cut_are_seen_at_once() =>
        Assert.Contains(Alarms(step => step < 9 ? Healthy() : Batch(i => Make(i, [Words(9, i), Words(8, i)], [0.5, 0.6], outcome: i % 2, truncated: i == 1))), alarm => alarm.Detector == "pseudo_positives");

    [Fact]
    public void A_reward_model_that_drifts_from_the_verifier_is_seen() =>
        Assert.Contains(Alarms(step => step < 6 ? Healthy() : Batch(i => Make(i, [Words(9, i), Words(8, i)], [0.9, 0.8], outcome: 0))), alarm => alarm.Detector == "disagreement");

    [Theory]
    [InlineData("kl", 5.0)]
    [InlineData("grad_norm", 50.0)]
    [InlineData("loss", double.NaN)]
    [InlineData("ratio", 11.0)]
    [InlineData("ratio", double.PositiveInfinity)]
    public void A_numeric_jump_is_seen(string metric, double value)
    {
        List<IReadOnlyDictionary<string, double>> history = [.. Enumerable.Range(0, 20).Select(k => (IReadOnlyDictionary<string, double>)new Dictionary<string, double>(StringComparer.Ordinal) { [metric] = 1 + (0.05 * (k % 3)) })];
        Assert.Empty(CollapseDetectors.Run(history, new DetectorOptions()));
        history.Add(new Dictionary<string, double>(StringComparer.Ordinal) { [metric] = value });
        Assert.Equal("numeric_jump", Assert.Single(CollapseDetectors.Run(history, new DetectorOptions())).Detector);
    }

    [Fact]
    public void Metrics_that_do_not_apply_are_absent_and_not_zero()
    {
        IReadOnlyDictionary<string, double> metrics = RolloutSignals.Of(Batch(i => Make(i, [Words(5, i)], [], outcome: null)));
        Assert.False(metrics.ContainsKey("process/match"));
        Assert.False(metrics.ContainsKey("rewards/verifiable/mean"));
        Assert.False(metrics.ContainsKey("completions/mean_length_correct"));
        Assert.Equal(0, metrics["process/answered_problems"]);
    }

    [Fact]
    public void Metrics_of_a_batch_are_what_can_be_counted_by_hand()
    {
        IReadOnlyDictionary<string, double> metrics = RolloutSignals.Of(
        [
            Make(0, ["one two", "three"], [0.5, -0.5], outcome: 0),
            Make(0, ["four"], [0.9], outcome: 1),
            Make(1, ["five six seven"], [-0.2], outcome: 0, truncated: true),
            Make(2, [""], [0.4], outcome: null, answered: false),
        ]);
        Assert.Equal((3 + 2 + 2 + 3 + 1) / 4.0, metrics["completions/mean_length"]);
        Assert.Equal(0.25, metrics["completions/clipped_ratio"]);
        Assert.Equal(1 / 3.0, metrics["rewards/verifiable/mean"], 1e-12);
        Assert.Equal(0.5, metrics["pass_at_n"]);
        Assert.Equal(1, metrics["process/match"]);
        Assert.Equal(5 / 4.0, metrics["process/steps_per_response"]);
        Assert.Equal(11 / 5.0, metrics["process/tokens_per_step"]);
        Assert.Equal(1 / 5.0, metrics["process/empty_steps_ratio"]);
        Assert.Equal((0.0 + 0.9 - 0.2 + 0.4) / 4, metrics["process/step_reward_mean"], 1e-12);
        Assert.Equal((-0.5 + 0.9 - 0.2 + 0.4) / 4, metrics["process/step_reward_min"], 1e-12);
        Assert.Equal(0.75, metrics["hack/answered_ratio"]);
        Assert.Equal(0.25, metrics["hack/no_content_ratio"]);
        Assert.True(metrics["credit/worst_step_share"] > 0.99);
    }

    [Fact]
    public void Sampling_differences_are_zero_for_equal_numerics_and_refuse_unequal_shapes()
    {
        IReadOnlyDictionary<string, double> same = SamplingSignals.Of([[-1, -2], [-3]], [[-1, -2], [-3]]);
        Assert.Equal((0, 0, 1), (same["sampling/sampling_logp_difference/mean"], same["sampling/sampling_logp_difference/max"], same["sampling/importance_sampling_ratio/mean"]));
        Assert.Equal(0.25, SamplingSignals.Of([[-1, -2]], [[-1, -1.5f]])["sampling/sampling_logp_difference/mean"]);
        Assert.Throws<PureException>(() => SamplingSignals.Of([[-1, -2]], [[-1]]));
    }

    [Fact]
    public void The_filler_probe_counts_fillers_above_the_median_response()
    {
        Assert.Equal(0.5, FillerProbe.ShareThatPays([0.9, -0.9], [0.1, 0.2, 0.3]));
        Assert.Equal(0, FillerProbe.ShareThatPays([0.2], [0.1, 0.2, 0.3]));
    }

    private static IReadOnlyList<Alarm> Alarms(Func<int, ResponseFacts[]> batchOf) =>
        CollapseDetectors.Run([.. Enumerable.Range(0, 12).Select(step => RolloutSignals.Of(batchOf(step)))], new DetectorOptions());

    private static ResponseFacts[] Healthy() => Batch(i => Make(i, [Words(9, i), Words(7 + (i % 3), i + 50), Words(8, i + 90)], [0.6, i % 2 == 1 ? 0.7 : -0.6, 0.5], outcome: i % 2));

    private static ResponseFacts[] Batch(Func<int, ResponseFacts> make) => [.. Enumerable.Range(0, 8).Select(make)];

    /// <summary>A response of one token a word, each step closed by one more token.</summary>
    private static ResponseFacts Make(int problem, IReadOnlyList<string> steps, IEnumerable<double> rewards, double? outcome, bool answered = true, bool truncated = false)
    {
        int end = -1;
        int[] ends = [.. steps.Select(step => end += step.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length + 1)];
        if (truncated) ends[^1]--;
        var rollout = new Rollout($"p{problem}", 0, [1], new int[ends[^1] + 1], new float[ends[^1] + 1], truncated ? FinishReason.Length : FinishReason.Stop, 0, 0);
        var scored = new ScoredRollout(rollout, Steps.FromEnds(ends), [.. rewards], outcome, []);
        return ResponseFacts.Of(scored, new ResponseText("How many apples does Ann have?", string.Join("\n\n", steps), answered), Credit);
    }

    private static string[] Repeat(string text, int times) => [.. Enumerable.Repeat(text, times)];

    /// <summary>Different words for every seed, so that nothing repeats.</summary>
    private static string Words(int count, int seed)
    {
        var random = new Random(seed + (1000 * count));
        return string.Join(' ', Enumerable.Range(0, count).Select(_ => new string([.. Enumerable.Range(0, 6).Select(_ => (char)('a' + random.Next(26)))])));
    }
}
