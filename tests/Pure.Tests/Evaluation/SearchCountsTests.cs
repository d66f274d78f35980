using Pure.Evaluation.Benchmarks;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Search;

namespace Pure.Tests.Evaluation;

public sealed class SearchCountsTests
{
    [Fact]
    public void Each_rule_counts_the_problems_that_its_own_choice_solves()
    {
        var counts = new SearchCounts(SearchMethod.BestOfN, 3, Aggregation.Last);
        // The majority is right, in two notations; the best score and, by 0.9 against 0.5, the weighted vote are not.
        counts.Add([Of(0.2), Of(0.3), Of(0.9)], ["1/2", "0.5", "3"], [true, true, false], (60, 30));
        Assert.Equal((0, 0, 1, 1), Values(counts));
        // Now the weighted vote and the best score are right and the majority is not.
        counts.Add([Of(0.2), Of(0.3), Of(0.9)], ["1/2", "0.5", "3"], [false, false, true], (0, 0));
        Assert.Equal((0.5, 0.5, 0.5, 1), Values(counts));
        // Nobody is right.
        counts.Add([Of(0.5), Of(0.4)], ["1", "1"], [false, false], (30, 0));
        Assert.Equal((1 / 3.0, 1 / 3.0, 1 / 3.0, 2 / 3.0), Values(counts));
        Assert.Equal((3, 30.0, 10.0, 1.0), (counts.Problems, counts.GeneratedTokens, counts.ScoredTokens, counts.Complete));
    }

    [Fact]
    public void Sums_of_logarithms_weigh_votes_as_probabilities()
    {
        double[] logarithms = [-1, -1, -0.4];
        (double Best, double Weighted, double Majority, double Any) Of(Aggregation aggregation, double[] scores)
        {
            var counts = new SearchCounts(SearchMethod.Beam, 3, aggregation);
            counts.Add([.. scores.Select(score => SearchCountsTests.Of(score))], ["7", "7", "8"], [true, true, false], (1, 1));
            return Values(counts);
        }

        Assert.Equal((0, 1, 1, 1), Of(Aggregation.SumLog, logarithms));                             // 0.736 against 0.670
        Assert.Equal((0, 0, 1, 1), Of(Aggregation.Product, [0.36, 0.36, 0.73]));                     // as they are: 0.72 against 0.73
    }

    [Fact]
    public void Candidates_that_were_cut_or_have_no_answer_neither_win_nor_vote()
    {
        var counts = new SearchCounts(SearchMethod.Dvts, 4, Aggregation.Last);
        counts.Add([Of(0.9, complete: false), Of(0.8), Of(0.1), Of(0.7, complete: false)], ["1", null, "2", "1"], [false, false, true, false], (4, 4));
        Assert.Equal((1, 1, 1, 1), Values(counts));
        counts.Add([Of(0.9, complete: false)], ["1"], [true], (0, 0));
        counts.Add([], [], [], (2, 0));
        Assert.Equal((1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0), Values(counts));
        Assert.Equal((3, 2.0, 0.4), (counts.Problems, counts.GeneratedTokens, counts.Complete));
        Assert.Equal(0, new SearchCounts(SearchMethod.Dvts, 4, Aggregation.Last).Complete);
    }

    private static (double Best, double Weighted, double Majority, double Any) Values(SearchCounts counts) => (counts.Best.Value, counts.Weighted.Value, counts.Majority.Value, counts.Any.Value);

    private static Candidate Of(double score, bool complete = true) => new(new Rollout("p", 0, [1], [2], [0], complete ? FinishReason.Stop : FinishReason.Length, 0, 0), [score], score, complete);
}
