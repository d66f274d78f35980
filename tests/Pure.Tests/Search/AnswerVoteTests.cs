using CsCheck;
using Pure.Rewards;
using Pure.Search;

namespace Pure.Tests.Search;

public sealed class AnswerVoteTests
{
    private static readonly Gen<string?[]> Keys = Gen.Int[0, 4].Select(i => i == 0 ? null : $"a{i}").Array[1, 12];

    [Fact]
    public void With_equal_scores_the_weighted_vote_is_the_majority() => Keys.Sample(keys =>
        Assert.Equal(AnswerVote.Majority(keys), AnswerVote.Weighted(keys, [.. keys.Select(_ => 0.5)])));

    [Fact]
    public void The_winner_has_the_most_votes_and_is_the_first_who_gave_its_answer() => Keys.Sample(keys =>
    {
        int? winner = AnswerVote.Majority(keys);
        if (winner is not { } w)
        {
            Assert.All(keys, Assert.Null);
            return;
        }

        int votes = keys.Count(k => k == keys[w]);
        Assert.All(keys.OfType<string>(), key => Assert.True(keys.Count(k => k == key) <= votes));
        Assert.Equal(w, Array.IndexOf(keys, keys[w]));
        Assert.DoesNotContain(keys[..w].OfType<string>(), key => keys.Count(k => k == key) == votes && Array.IndexOf(keys, key) < w);
    });

    [Fact]
    public void Those_without_an_answer_do_not_vote()
    {
        Assert.Equal(2, AnswerVote.Majority([null, null, "x"]));
        Assert.Null(AnswerVote.Majority([null, null]));
        Assert.Equal(1, AnswerVote.Best([0.9, 0.5], i => i == 1));
        Assert.Null(AnswerVote.Best([0.9], _ => false));
        Assert.Throws<PureException>(() => AnswerVote.Majority([]));
    }

    [Fact]
    public void The_curve_is_of_nested_sets()
    {
        IReadOnlyList<VoteCurvePoint> curve = VoteCurve.Of(["a", null, "b", "b", "a"], [0.5, 0.9, 0.6, 0.1, 0.2]);
        Assert.Equal([new VoteCurvePoint(1, 0, 0, 0), new VoteCurvePoint(2, 0, 0, 0), new VoteCurvePoint(4, 2, 2, 2)], curve);
    }

    [Fact]
    public void Aggregations_keep_their_order()
    {
        Gen.Double[0, 1].Array[1, 10].Sample(scores =>
        {
            double Of(Aggregation aggregation) => StepAggregation.Of(scores, aggregation);
            Assert.True(Of(Aggregation.Product) <= Of(Aggregation.Min));
            Assert.True(Of(Aggregation.Min) <= Of(Aggregation.Last));
            Assert.True(Of(Aggregation.Min) <= Of(Aggregation.SoftMin) + 1e-12);
            Assert.True(Of(Aggregation.SoftMin) <= Of(Aggregation.Mean) + 1e-12);
            Assert.True(Of(Aggregation.Mean) <= Of(Aggregation.Max) + 1e-12);
        });
    }
}
