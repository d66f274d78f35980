using Pure.Models;
using Pure.Rewards;
using Pure.Rollouts;
using Pure.Search;

namespace Pure.Tests.Search;

/// <summary>Searches that are worked out by hand.</summary>
public sealed class SearchRuleTests
{
    private static readonly Prompt[] One = [new("p", [9])];

    private static SearchOptions Options(SearchMethod method, int steps) => new()
    {
        Method = method, Candidates = 4, BeamWidth = 2, MaxSteps = steps, Aggregation = Aggregation.Min, Sampling = new SamplingOptions(8), Separators = Enumerable.Range(1, 9).ToHashSet(), Seed = 5,
    };

    [Fact]
    public void Beam_search_keeps_the_best_beams_in_their_order_and_takes_out_those_that_ended()
    {
        // Kept after the first step: 5 and 4; 4 ends in the second, in which 5-7 and 4-6 stay; the last step runs to the end.
        var policy = new ScriptedPolicy([3, 5, 1, 4], [2, 0, 7, 6], [0, 0, 8, 0]);
        SearchResult result = new TestTimeSearch(policy, ScriptedPolicy.Score, Options(SearchMethod.Beam, 3)).Run(One)[0];
        Assert.Equal(["4 0", "5 7 0", "4 6 0", "5 7 8", "4 6 0"], Texts(result));
        Assert.Equal([0, 0, 0, 0.5, 0], result.Candidates.Select(c => c.Score));
        Assert.Equal([true, true, true, false, true], result.Candidates.Select(c => c.IsComplete));
        Assert.Equal((0, 12L, 4L + 8 + 12), (result.Chosen, result.GeneratedTokens, result.ScoredTokens));
        Assert.Equal([4, 4, 4], policy.Requests.Select(call => call.Request.Prompts.Count));
        Assert.Equal(["p#0", "p#1", "p#2", "p#3"], policy.Requests[0].Request.Prompts.Select(prompt => prompt.ProblemId));
        Assert.Equal([8, 7, 6], policy.Requests.Select(call => call.Request.Prompts[0].MaxNewTokens));
        Assert.Equal([false, false, true], policy.Requests.Select(call => call.Options.PauseAt is null));
        Assert.Equal([9, 5, 7], policy.Requests[2].Request.Prompts[0].Ids);
        Assert.Equal(3, policy.Requests.Select(call => call.Request.Seed).Distinct().Count());
    }

    [Fact]
    public void Completed_beams_are_ranked_where_that_is_asked()
    {
        SearchOptions options = Options(SearchMethod.Beam, 2) with { Aggregation = Aggregation.Mean, SortCompleted = true };
        SearchResult result = new TestTimeSearch(new ScriptedPolicy([1, 5, 2, 3], [0, 0, 0, 0]), ScriptedPolicy.Score, options).Run(One)[0];
        Assert.Equal(["5 0", "5 0", "3 0", "3 0"], Texts(result));
        Assert.Equal(0, result.Chosen);
        result = new TestTimeSearch(new ScriptedPolicy([1, 5, 2, 3], [0, 0, 0, 0]), ScriptedPolicy.Score, options with { SortCompleted = false }).Run(One)[0];
        Assert.Equal(["5 0", "3 0", "5 0", "3 0"], Texts(result));
    }

    [Fact]
    public void Of_equal_beams_the_first_stay_and_as_published_the_last()
    {
        SearchOptions options = Options(SearchMethod.Beam, 2);
        Assert.Equal(["6 0", "5 0", "6 0", "5 0"], Texts(new TestTimeSearch(new ScriptedPolicy([6, 5, 7, 1], [0, 0, 0, 0]), ScriptedPolicy.Score, options).Run(One)[0]));
        Assert.Equal(["5 0", "7 0", "5 0", "7 0"], Texts(new TestTimeSearch(new ScriptedPolicy([6, 5, 7, 1], [0, 0, 0, 0]), ScriptedPolicy.Score, options with { Published = true }).Run(One)[0]));
    }

    [Fact]
    public void As_published_the_result_is_cut_and_filled_up_to_n()
    {
        SearchOptions options = Options(SearchMethod.Beam, 2) with { Published = true };
        // Six end: two in the first step and four in the second.
        Assert.Equal(["0", "0", "5 0", "4 0"], Texts(new TestTimeSearch(new ScriptedPolicy([0, 5, 0, 4], [0, 0, 0, 0]), ScriptedPolicy.Score, options).Run(One)[0]));
        // M above n: nothing is pruned.
        options = options with { Candidates = 2, BeamWidth = 4 };
        Assert.Equal(["1 0", "5 0"], Texts(new TestTimeSearch(new ScriptedPolicy([1, 5], [0, 0]), ScriptedPolicy.Score, options).Run(One)[0]));
        // All end at once.
        Assert.Equal(["0", "0"], Texts(new TestTimeSearch(new ScriptedPolicy([0, 0]), ScriptedPolicy.Score, options).Run(One)[0]));
    }

    [Fact]
    public void Beams_with_the_same_tokens_count_once_where_that_is_asked()
    {
        SearchOptions options = Options(SearchMethod.Beam, 2);
        Assert.Equal(["5 0", "5 0", "5 0", "5 0"], Texts(new TestTimeSearch(new ScriptedPolicy([5, 5, 4, 1], [0, 0, 0, 0]), ScriptedPolicy.Score, options).Run(One)[0]));
        Assert.Equal(["5 0", "4 0", "5 0", "4 0"], Texts(new TestTimeSearch(new ScriptedPolicy([5, 5, 4, 1], [0, 0, 0, 0]), ScriptedPolicy.Score, options with { FilterDuplicates = true }).Run(One)[0]));
    }

    [Fact]
    public void A_beam_that_reaches_the_length_limit_ends_there_incomplete()
    {
        SearchOptions options = Options(SearchMethod.Beam, 5) with { Sampling = new SamplingOptions(2) };
        var left = new List<int>();
        SearchResult result = new TestTimeSearch(new ScriptedPolicy([3, 5, 1, 4], [2, 3, 4, 5]), ScriptedPolicy.Score, options).Run(One, left.Add)[0];
        Assert.Equal(["5 2", "4 3", "5 4", "4 5"], Texts(result));
        Assert.All(result.Candidates, c => Assert.Equal((FinishReason.Length, false), (c.Rollout.Finish, c.IsComplete)));
        Assert.Null(result.Chosen);
        Assert.Equal([1, 1], left);
        // With an answer in it a response is complete though it was cut.
        result = new TestTimeSearch(new ScriptedPolicy([3, 5, 1, 4], [2, 3, 4, 5]), ScriptedPolicy.Score, options with { HoldsAnswer = ids => ids.Contains(4) }).Run(One)[0];
        Assert.Equal([false, true, true, true], result.Candidates.Select(c => c.IsComplete));
        Assert.Equal(2, result.Chosen);
    }

    [Fact]
    public void Trees_of_Dvts_grow_by_themselves_and_leave_their_last_candidates()
    {
        // Tips after the first step: 5 and 4. The first tree goes on with 5-4, the second ends with 4-0; then only the first grows.
        var policy = new ScriptedPolicy([3, 5, 1, 4], [2, 4, 0, 0], [0, 7]);
        SearchOptions options = Options(SearchMethod.Dvts, 3) with { Aggregation = Aggregation.Mean };
        SearchResult result = new TestTimeSearch(policy, ScriptedPolicy.Score, options).Run(One)[0];
        Assert.Equal(["5 4 0", "5 4 7", "4 0", "4 0"], Texts(result));
        Assert.Equal([true, false, true, true], result.Candidates.Select(c => c.IsComplete));
        Assert.Equal((0, 10L), (result.Chosen, result.GeneratedTokens));
        // A tree ends where its tip holds an answer.
        result = new TestTimeSearch(new ScriptedPolicy([3, 5, 1, 4], [0, 0]), ScriptedPolicy.Score, options with { HoldsAnswer = ids => ids[^1] == 5 }).Run(One)[0];
        Assert.Equal(["3", "5", "4 0", "4 0"], Texts(result));
        Assert.Equal([false, true, true, true], result.Candidates.Select(c => c.IsComplete));
    }

    [Fact]
    public void Looking_ahead_is_greedy_scores_the_longer_node_and_keeps_the_shorter()
    {
        // The first step is 3, 5, 1, 4, looked ahead by 1, 0, 9, 2: the least scores are 0.1, 0, 0.1 and 0.2.
        var policy = new ScriptedPolicy([3, 5, 1, 4], [1, 0, 9, 2], [0, 0, 0, 0]);
        SearchOptions options = Options(SearchMethod.Dvts, 2) with { Lookahead = 1, Sampling = new SamplingOptions(8, 0.7) };
        SearchResult result = new TestTimeSearch(policy, ScriptedPolicy.Score, options).Run(One)[0];
        Assert.Equal(["3 0", "3 0", "4 0", "4 0"], Texts(result));
        Assert.Equal([0.7, 0, 0.7], policy.Requests.Select(call => call.Options.Temperature));
        Assert.Equal((12L, 16L), (result.GeneratedTokens, result.ScoredTokens));
    }

    [Fact]
    public void Best_of_n_gives_each_problem_its_own_responses()
    {
        Prompt[] two = [new("p", [9]), new("q", [8])];
        SearchOptions options = Options(SearchMethod.BestOfN, 1) with { Candidates = 2, Aggregation = Aggregation.Last, HoldsAnswer = _ => true };
        IReadOnlyList<SearchResult> results = new TestTimeSearch(new ScriptedPolicy([1, 2, 4, 3]), ScriptedPolicy.Score, options).Run(two);
        Assert.Equal(["1", "2"], Texts(results[0]));
        Assert.Equal(["4", "3"], Texts(results[1]));
        Assert.Equal(["p", "q"], results.Select(r => r.ProblemId));
        Assert.Equal([1, 0], results.Select(r => r.Chosen));
        Assert.Equal([2L, 2L], results.Select(r => r.GeneratedTokens));
        double[][] Short(IReadOnlyList<Rollout> responses) => [.. ScriptedPolicy.Score(responses).Skip(1)];
        Assert.Throws<PureException>(() => new TestTimeSearch(new ScriptedPolicy([1, 2, 4, 3]), Short, options).Run(two));
    }

    [Fact]
    public void Each_number_of_the_options_has_its_least_value()
    {
        SearchOptions options = Options(SearchMethod.BestOfN, 1);
        options.Validate();
        (options with { Candidates = 1, BeamWidth = 1, Lookahead = 0, Separators = new HashSet<int>() }).Validate();
        foreach (SearchOptions bad in new[] { options with { Candidates = 0 }, options with { BeamWidth = 0 }, options with { MaxSteps = 0 }, options with { Lookahead = -1 } })
            Assert.Contains("at least one candidate", Assert.Throws<PureException>(bad.Validate).Message, StringComparison.Ordinal);
        SearchOptions beam = Options(SearchMethod.Beam, 1), trees = Options(SearchMethod.Dvts, 1);
        (beam with { Candidates = 2 }).Validate();
        (beam with { Candidates = 1, Published = true }).Validate();
        Assert.Throws<PureException>((beam with { Candidates = 1 }).Validate);
        (beam with { Candidates = 3 }).Validate();
        (trees with { Candidates = 2 }).Validate();
        Assert.Throws<PureException>((trees with { Candidates = 3 }).Validate);
        Assert.Throws<PureException>((trees with { Separators = new HashSet<int>() }).Validate);
    }

    [Fact]
    public void Rewards_between_minus_1_and_1_become_probabilities_and_others_are_refused()
    {
        Rollout[] responses = [new("p", 0, [9], [1, 2], [0, 0], FinishReason.Stop, 0, 0)];
        using var lanes = new Pure.Tensors.Lanes(1, 1);
        double[][] Scores(params double[] rewards)
        {
            using var model = new Fixed(new ResponseReward(rewards));
            return StepScorers.Of(model, new HashSet<int> { 1 }, new ScoringOptions(lanes, 64))(responses);
        }

        Assert.Equal([0, 1, 0.75], Scores(-1, 1, 0.5)[0]);
        Assert.Equal([double.NaN], Scores(double.NaN)[0]);
        Assert.Contains("1.5", Assert.Throws<PureException>(() => Scores(1.5)).Message, StringComparison.Ordinal);
        Assert.Contains("'p'", Assert.Throws<PureException>(() => Scores(-1.5)).Message, StringComparison.Ordinal);
        Assert.Throws<PureException>(() => Scores(double.PositiveInfinity));
        using var missing = new Fixed(ResponseReward.Missing);
        Assert.Empty(StepScorers.Of(missing, new HashSet<int> { 1 }, new ScoringOptions(lanes, 64))(responses)[0]);
    }

    [Fact]
    public void Votes_add_up_and_ties_go_to_the_answer_seen_first()
    {
        Assert.Equal(1, AnswerVote.Weighted(["a", "b", "b"], [0.9, 0.5, 0.5]));
        Assert.Equal(0, AnswerVote.Weighted(["a", "b", "b"], [1, 0.5, 0.5]));
        Assert.Equal(0, AnswerVote.Weighted(["a", "b"], [0, 0]));
        Assert.Equal(1, AnswerVote.Weighted([null, "b"], [1, 0]));
        Assert.Equal(0, AnswerVote.Majority(["a", "b"]));
        Assert.Equal(0, AnswerVote.Majority(["a", "b", "b", "a"]));
        Assert.Equal(1, AnswerVote.Majority(["a", "b", "b"]));
        Assert.Equal(0, AnswerVote.Best([0.5, 0.5]));
        Assert.Equal(1, AnswerVote.Best([0.5, 0.6]));
        Assert.Equal(0, AnswerVote.Best([double.NegativeInfinity]));
        Assert.Throws<PureException>(() => AnswerVote.Best([]));
        Assert.Throws<PureException>(() => AnswerVote.Best([0.1, double.NaN]));
        Assert.Throws<PureException>(() => AnswerVote.Weighted(["a"], [0.1, 0.2]));
        Assert.Throws<PureException>(() => AnswerVote.Weighted(["a", "b"], [0.1]));
        Assert.Throws<PureException>(() => AnswerVote.Weighted([], []));
        Assert.Contains("candidate 2", Assert.Throws<PureException>(() => AnswerVote.Weighted(["a", "b"], [0.1, double.NaN])).Message, StringComparison.Ordinal);
        Assert.Throws<PureException>(() => VoteCurve.Of(["a"], []));
        Assert.Equal([[], [1], [1, 2], [1, 2], [1, 2, 4]], new[] { 0, 1, 2, 3, 4 }.Select(n => VoteCurve.Sizes(n).ToArray()));
    }

    private static IEnumerable<string> Texts(SearchResult result) => result.Candidates.Select(c => string.Join(' ', c.Rollout.ResponseIds));

    private sealed class Fixed(ResponseReward reward) : IRewardModel
    {
        public IReadOnlyList<ResponseReward> Score(IReadOnlyList<Rollout> rollouts, IReadOnlyList<Steps> steps, ScoringOptions options) => [.. rollouts.Select(_ => reward)];

        public void Dispose()
        {
        }
    }
}
