using Pure.Evaluation;
using Pure.Evaluation.Prm800k;
using Pure.Evaluation.ProcessBench;
using Pure.Evaluation.RewardBench;
using Pure.Evaluation.Statistics;
using Pure.Rewards;

namespace Pure.Tests.Evaluation;

/// <summary>The numbers of evaluations, worked out by hand from their definitions, at and beside each boundary.</summary>
public sealed class DefinitionTests
{
    [Theory]
    [InlineData(4, 1, 1, 0.25)]
    [InlineData(4, 1, 2, 0.5)]
    [InlineData(4, 1, 4, 1)]
    [InlineData(4, 1, 5, 1)]
    [InlineData(4, 0, 4, 0)]
    [InlineData(4, 4, 1, 1)]
    [InlineData(4, 2, 2, 5 / 6.0)]
    [InlineData(4, 3, 1, 0.75)]
    [InlineData(4, 2, 0, 0)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 0, 1, 0)]
    public void Pass_at_k(int n, int c, int k, double expected) => Assert.Equal(expected, PassAtK.Of(n, c, k), 12);

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(2, 3, 1)]
    [InlineData(2, -1, 1)]
    [InlineData(2, 1, -1)]
    public void Counts_that_no_responses_have_are_refused(int n, int c, int k) => Assert.Throws<PureException>(() => PassAtK.Of(n, c, k));

    [Fact]
    public void A_mean_has_its_standard_error()
    {
        Estimate estimate = Estimate.Mean([1, 2, 6]);
        Assert.Equal(3, estimate.Value, 12);
        Assert.Equal(Math.Sqrt(14 / 2.0 / 3), estimate.StandardError, 12);
        Assert.Equal(3 - (1.959963984540054 * estimate.StandardError), estimate.Low, 12);
        Assert.Equal(3 + (1.959963984540054 * estimate.StandardError), estimate.High, 12);
        Assert.Equal(new Estimate(5, 5, 5, 0), Estimate.Mean([5]));
        Assert.Throws<PureException>(() => Estimate.Mean([]));
        Assert.Throws<PureException>(() => Estimate.Share(0, 0));
        Assert.Equal(Math.Sqrt(0.25 * 0.75 / 4), Estimate.Share(1, 4).StandardError, 12);
    }

    [Fact]
    public void The_interval_of_shares_stays_within_0_and_1_and_is_Wilsons_where_nothing_varies()
    {
        Estimate low = Estimate.MeanShare([0, 0.1]), high = Estimate.MeanShare([1, 0.9]), half = Estimate.MeanShare([0.5, 0.5]);
        Assert.Equal((0.05, 0), (low.Value, low.Low));
        Assert.Equal((0.95, 1), (high.Value, high.High));
        Assert.Equal(new Estimate(0.5, 0.5, 0.5, 0), half);
        Assert.Equal(Estimate.Share(1, 1), Estimate.MeanShare([1]));
        Assert.Equal(Estimate.Share(0, 1), Estimate.MeanShare([0]));
        Assert.InRange(Estimate.MeanShare([0.4, 0.6]).Low, 0.3, 0.49);
    }

    [Fact]
    public void Paired_outcomes_are_counted_by_kind()
    {
        McNemar test = McNemar.Of([(true, true), (true, true), (true, true), (true, false), (true, false), (false, true), (false, false)]);
        Assert.Equal(new McNemar(3, 2, 1, 1), test);
        Assert.Equal(1, test.P, 12);
        Assert.Equal(0.125, new McNemar(0, 0, 4, 0).P, 12);
        Assert.Equal(0.625, new McNemar(0, 1, 3, 0).P, 12);
        Assert.Equal(1, new McNemar(7, 0, 0, 5).P, 12);
    }

    [Theory]
    [InlineData(0.19, 5)]
    [InlineData(0.2, 4)]
    [InlineData(0.39, 4)]
    [InlineData(0.4, 3)]
    [InlineData(0.6, 2)]
    [InlineData(0.8, 1)]
    [InlineData(1, 1)]
    public void A_level_begins_at_its_percentile(double value, int level) => Assert.Equal(level, DifficultyLevel.Of(value, [0.2, 0.4, 0.6, 0.8]));

    [Fact]
    public void Percentiles_lie_on_the_line_between_neighbours()
    {
        Assert.Equal([2, 4, 6, 8], DifficultyLevel.Quintiles([10, 0, 5]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([7, 7, 7, 7], DifficultyLevel.Quintiles([7]));
        Assert.Equal([1, 2, 3, 4], DifficultyLevel.Quintiles([0, 1, 2, 3, 4, 5]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Throws<PureException>(() => DifficultyLevel.Quintiles([]));
    }

    [Theory]
    [InlineData(0.5, -1, 0.6, 0.7)]
    [InlineData(0.6, 0, 0.6, 0.7)]
    [InlineData(0.65, 0, 0.6, 0.7)]
    [InlineData(0.5, 1, 0.6, 0.5)]
    [InlineData(0.5, 1, 0.6, double.NaN)]
    [InlineData(0.5, 2, 0.6, 0.7, 0.1, 0.2)]
    public void The_first_error_is_the_first_score_that_is_not_above_the_threshold(double threshold, int expected, params double[] scores) => Assert.Equal(expected, FirstError.Of(scores, threshold));

    [Fact]
    public void ProcessBenchs_F1_is_the_harmonic_mean_of_both_accuracies()
    {
        ProcessBenchScore score = ProcessBenchScore.Of([0, 1, 2, 3, -1, -1], [0, 1, 2, null, -1, 0]);
        Assert.Equal((0.75, 0.5, 4, 2, 1), (score.ErrorAccuracy, score.CorrectAccuracy, score.Errors, score.Corrects, score.Unread));
        Assert.Equal(0.6, score.F1, 12);
        Assert.Equal(0.6, score.PublishedF1, 12);
        ProcessBenchScore nothing = ProcessBenchScore.Of([0, -1], [1, 1]), half = ProcessBenchScore.Of([0, -1], [0, 1]), otherHalf = ProcessBenchScore.Of([0, -1], [1, -1]);
        Assert.Equal(0, nothing.F1);
        Assert.True(double.IsNaN(nothing.PublishedF1));
        Assert.Equal((0, 0), (half.F1, otherHalf.F1));
        Assert.True(double.IsNaN(ProcessBenchScore.Of([-1], [-1]).F1));
        Assert.True(double.IsNaN(ProcessBenchScore.Of([0], [0]).F1));
        Assert.Throws<PureException>(() => ProcessBenchScore.Of([0, 1], [0]));
        Assert.Equal(0.4, ProcessBenchAverage.Plain([0.2, 0.6]), 12);
        Assert.Equal(0.3, ProcessBenchAverage.Weighted([0.2, 0.6], [3, 1]), 12);
    }

    [Fact]
    public void Thresholds_that_are_tried_separate_all_scores()
    {
        Assert.Equal([-0.8, 0.3, 0.5, 0.6], ThresholdChoice.Midpoints([[0.2, 0.4], [0.4, 0.6, double.NaN]]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.5], ThresholdChoice.Midpoints([[double.NaN], []]));
        Assert.Equal((101, 0, 0.01, 1), (ThresholdChoice.Grid.Count, ThresholdChoice.Grid[0], ThresholdChoice.Grid[1], ThresholdChoice.Grid[100]));
        Assert.Equal(0.1, ThresholdChoice.Best([[0.9], [0.05]], [-1, 0], [0.1, 0.2, 0.95]).Threshold);
        Assert.Equal(0.2, ThresholdChoice.Best([[0.9], [0.15]], [-1, 0], [0.1, 0.2, 0.95]).Threshold);
        Assert.Throws<PureException>(() => ThresholdChoice.Best([[0.9]], [-1], []));
        Assert.Equal(1, new ProcessBenchSubset("s", [0, -1], [[], [0.9]]).At(0.5).Unread);
    }

    [Theory]
    [InlineData(@"\boxed{1}", 1)]
    [InlineData(@"\boxed{1} \boxed{2}", 2)]
    [InlineData(@"\boxed{ -1 }", -1)]
    [InlineData(@"\boxed{+3}", 3)]
    [InlineData(@"\boxed{1_0}", 10)]
    [InlineData(@"\boxed{_1}", null)]
    [InlineData(@"\boxed{1_}", null)]
    [InlineData(@"\boxed{1__0}", null)]
    [InlineData(@"\boxed{1.0}", null)]
    [InlineData(@"\boxed{-}", null)]
    [InlineData(@"\boxed{}", null)]
    [InlineData(@"\boxed{\text{1}}", null)]
    [InlineData(@"\boxed{1} \boxed{2", 1)]
    [InlineData(@"\boxed{99999999999}", null)]
    [InlineData("1", null)]
    public void A_critic_names_a_whole_number(string reply, int? expected) => Assert.Equal(expected, CriticReply.Prediction(reply));

    [Fact]
    public void Critics_vote_over_their_boxes()
    {
        Assert.Equal(2, CriticReply.Vote([@"\boxed{1}", @"\boxed{2}", "none", @"\boxed{2}"]));
        Assert.Equal(1, CriticReply.Vote([@"\boxed{1}", @"\boxed{2}"]));
        Assert.Null(CriticReply.Vote([@"\boxed{x}", @"\boxed{x}", @"\boxed{2}"]));
        Assert.Null(CriticReply.Vote(["none"]));
    }

    [Theory]
    [InlineData("so [[A]]", "A")]
    [InlineData("[[B]]", "B")]
    [InlineData("[[B]] or [[A]]", "A")]
    [InlineData("[[C]]", null)]
    [InlineData("[A]", null)]
    public void A_verdict_stands_in_double_brackets(string reply, string? expected) => Assert.Equal(expected, JudgeReply.Verdict(reply));

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Rating: 10", 10)]
    [InlineData("7/10", 10)]
    [InlineData("3.5", 5)]
    [InlineData("110", null)]
    [InlineData("17", null)]
    [InlineData("x7", null)]
    [InlineData("_7", null)]
    [InlineData("0", null)]
    [InlineData("1", 1)]
    [InlineData("9 ", 9)]
    [InlineData("10", 10)]
    [InlineData("ten", null)]
    [InlineData("", null)]
    public void A_rating_ends_the_reply(string reply, int? expected) => Assert.Equal(expected, JudgeReply.Rating(reply));

    [Fact]
    public void Replies_give_their_results()
    {
        Assert.Equal("D", JudgeReply.Verdict("[[D]]", 4));
        Assert.Equal((1, 0, 0.5), (JudgeReply.PairResult("A", swapped: false), JudgeReply.PairResult("B", swapped: false), JudgeReply.PairResult(null, swapped: false)));
        Assert.Equal((0, 1), (JudgeReply.PairResult("A", swapped: true), JudgeReply.PairResult("B", swapped: true)));
        Assert.Equal((1, 0, 0.25), (JudgeReply.FourWayResult("C", 2), JudgeReply.FourWayResult("C", 1), JudgeReply.FourWayResult(null, 0)));
        Assert.Equal((1, 0.5, 0), (JudgeReply.RatingsResult([8, 7]), JudgeReply.RatingsResult([8, 8]), JudgeReply.RatingsResult([7, 8])));
    }

    [Fact]
    public void Only_a_strictly_higher_score_wins_a_pair()
    {
        Assert.Equal([1, 0, 0, 0], PairAccuracy.Results([2, 1, 1, double.NaN], [1, 1, 2, 0]));
        Assert.Throws<PureException>(() => PairAccuracy.Results([1], [1, 2]));
        Assert.Equal(new Dictionary<string, double>(StringComparer.Ordinal) { ["a"] = 0.5, ["b"] = 1 }, PairAccuracy.BySubset([1, 1, 0], ["a", "b", "a"]));
        Assert.Equal((1, 0.5, 0, 0, 1 / 3.0), (BestOfGroup.Result([2, 1]), BestOfGroup.Result([2, 2, 1]), BestOfGroup.Result([1, 2]), BestOfGroup.Result([2, double.NaN]), BestOfGroup.Result([2, 2, 2])));
        Assert.Throws<PureException>(() => BestOfGroup.Result([]));
        Assert.Equal([[1, 2], [3]], BestOfGroup.Groups([1, 2, 3], ["a", "a", "b"], [2, 1]));
        Assert.Throws<PureException>(() => BestOfGroup.Groups([1, 2, 3], ["a", "a", "b"], [1, 2]));
        Assert.Throws<PureException>(() => BestOfGroup.Groups([1, 2], ["a", "a"], [1]));
        Assert.Throws<PureException>(() => BestOfGroup.Groups([1, 2], ["a"], [2]));
    }

    [Fact]
    public void Models_are_combined_by_mean_worst_and_mean_less_deviation()
    {
        Assert.Equal((3, 1, 1), (ScoreEnsemble.Combine([1, 5], EnsembleMode.Mean), ScoreEnsemble.Combine([5, 1], EnsembleMode.Worst), ScoreEnsemble.Combine([1, 5], EnsembleMode.Uncertainty)));
        Assert.True(double.IsNaN(ScoreEnsemble.Combine([], EnsembleMode.Mean)));
        Assert.Throws<PureException>(() => ScoreEnsemble.Combine([], EnsembleMode.Worst));
        Assert.Equal([-1, 1], ScoreEnsemble.Normalize([2, 6]));
    }

    [Fact]
    public void Sections_weigh_their_subsets_by_size_and_the_prior_sets_weigh_half()
    {
        IReadOnlyDictionary<string, double> scores = RewardBenchSections.Scores(new Dictionary<string, double>(StringComparer.Ordinal) { ["math-prm"] = 0.5, ["hep-cpp"] = 1, ["mt-bench-hard"] = 0.25 });
        Assert.Equal(((984 * 0.5) + 164) / (984 + 164), scores["Reasoning"], 12);
        Assert.Equal((0.25, 0, 0), (scores["Chat Hard"], scores["Chat"], scores["Safety"]));
        var two = new Dictionary<string, double>(StringComparer.Ordinal) { ["a"] = 0.5, ["b"] = 1 };
        Assert.Equal(0.7, RewardBenchSections.Overall(two, 0.5), 12);
        Assert.Equal(0.75, RewardBenchSections.Overall(two, double.NaN), 12);
        two["a"] = double.NaN;
        Assert.Equal(5 / 6.0, RewardBenchSections.Overall(two, 0.5), 12);
        two["b"] = double.NaN;
        Assert.True(double.IsNaN(RewardBenchSections.Overall(two, double.NaN)));
        Assert.Equal(0.5, RewardBenchSections.PriorScore(new Dictionary<string, double>(StringComparer.Ordinal) { ["shp"] = 0.25, ["summarize"] = 0.75, ["other"] = 1 }), 12);
        Assert.True(double.IsNaN(RewardBenchSections.PriorScore(null)));
    }

    [Fact]
    public void Ties_compare_gaps_with_the_spread_of_the_right_answers()
    {
        TiesPrompt prompt = TiesScore.Prompt(new TiesRow("tied:1", [5, 4, 1, 2], 2));
        Assert.Equal(new TiesPrompt(Accurate: true, 1, 2), prompt);
        Assert.Equal(new TiesPrompt(Accurate: false, null, 0), TiesScore.Prompt(new TiesRow("ref:1", [2, 2], 1)));
        // gap 2 above spread 1 and reference gap 3: all terms count.
        Assert.Equal(1 + (0.01 * Math.Tanh(1)), TiesScore.Of([new("ref:1", [4, 1], 1), new("tied:1", [5, 4, 2], 2)]), 12);
        // The reference's gap of 0.5 is below the spread.
        Assert.Equal(0.8 + (0.01 * Math.Tanh(-0.5)), TiesScore.Of([new("ref:1", [1.5, 1], 1), new("tied:1", [5, 4, 2], 2)]), 12);
        // Equal to the spread is not above it.
        Assert.Equal(0.6, TiesScore.Of([new("ref:1", [2, 1], 1), new("tied:1", [5, 4, 3], 2)]), 12);
        Assert.True(double.IsNaN(TiesScore.Of([new("ref:1", [2, 1], 1), new("tied:2", [5, 4, 3], 2)])));
        foreach (TiesRow bad in new TiesRow[] { new("x:1", [1, 2], 1), new("ref:a", [1, 2], 1), new("ref:1", [1], 1), new("ref:1", [1], 0) }) Assert.Throws<PureException>(() => TiesScore.Of([bad]));
        Assert.Throws<PureException>(() => TiesScore.Of([new("ref:1", [2, 1], 1), new("tied:1", [5, 4], 1)]));
    }

    [Fact]
    public void Neutral_steps_count_as_right_where_that_is_asked()
    {
        double[][] steps = [[0.5, 0.25, 0.25], [0.5, 0.5, 0]];
        Assert.Equal(0.75, Prm800kScore.Of(steps, Aggregation.Product), 12);
        Assert.Equal(0.25, Prm800kScore.Of(steps, Aggregation.Product, neutralIsRight: false), 12);
        Assert.Equal(0.75, Prm800kScore.Of(steps, Aggregation.Min), 12);
    }
}
