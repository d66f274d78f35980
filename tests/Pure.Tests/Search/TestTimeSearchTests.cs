using Pure.Rewards;
using Pure.Rollouts;
using Pure.Search;

namespace Pure.Tests.Search;

public sealed class TestTimeSearchTests
{
    private static readonly Prompt[] Problems = [.. Enumerable.Range(0, 6).Select(i => new Prompt($"p{i}", [9, i]))];

    private static SearchOptions Options(SearchMethod method, int n = 8, int m = 2) => new()
    {
        Method = method, Candidates = n, BeamWidth = m, MaxSteps = 12, Aggregation = Aggregation.Min, Sampling = new SamplingOptions(40), Separators = RandomTree.Separators, Seed = 5,
    };

    [Theory]
    [InlineData(SearchMethod.BestOfN)]
    [InlineData(SearchMethod.Beam)]
    [InlineData(SearchMethod.Dvts)]
    public void A_problem_is_searched_the_same_alone_and_beside_others(SearchMethod method)
    {
        IReadOnlyList<SearchResult> together = new TestTimeSearch(new RandomTree(), RandomTree.Score, Options(method)).Run(Problems);
        foreach (SearchResult result in together)
        {
            SearchResult alone = new TestTimeSearch(new RandomTree(), RandomTree.Score, Options(method)).Run([Problems.Single(p => p.ProblemId == result.ProblemId)])[0];
            Assert.Equal(result.Candidates.Select(c => string.Join(' ', c.Rollout.ResponseIds)), alone.Candidates.Select(c => string.Join(' ', c.Rollout.ResponseIds)));
            Assert.Equal((result.Chosen, result.GeneratedTokens, result.ScoredTokens), (alone.Chosen, alone.GeneratedTokens, alone.ScoredTokens));
        }
    }

    [Theory]
    [InlineData(SearchMethod.BestOfN)]
    [InlineData(SearchMethod.Beam)]
    [InlineData(SearchMethod.Dvts)]
    public void The_winner_is_complete_and_best_scored_and_every_token_is_counted(SearchMethod method)
    {
        var policy = new RandomTree();
        IReadOnlyList<SearchResult> results = new TestTimeSearch(policy, RandomTree.Score, Options(method)).Run(Problems);

        Assert.Equal(policy.Tokens, results.Sum(r => r.GeneratedTokens));
        Assert.All(results, result =>
        {
            Candidate[] complete = [.. result.Candidates.Where(c => c.IsComplete)];
            Assert.All(result.Candidates, c => Assert.Equal(c.IsComplete, c.Rollout.ResponseIds[^1] == RandomTree.End));
            Assert.All(result.Candidates, c => Assert.True(c.Rollout.ResponseIds.Length <= 40));
            Assert.All(result.Candidates, c => Assert.Equal(c.Score, c.StepScores.Min()));
            if (complete.Length == 0) Assert.Null(result.Chosen);
            else Assert.Equal(complete.Max(c => c.Score), result.Candidates[result.Chosen!.Value].Score);
        });
    }

    [Fact]
    public void All_beams_of_all_problems_are_sampled_in_one_call_a_step()
    {
        var policy = new RandomTree();
        new TestTimeSearch(policy, RandomTree.Score, Options(SearchMethod.Dvts)).Run(Problems);
        Assert.Equal(Problems.Length * 8, policy.Calls[0]);
        Assert.True(policy.Calls.Count <= 12);
    }

    [Fact]
    public void With_one_candidate_all_methods_take_the_same_number_of_steps_and_none_chooses()
    {
        foreach (SearchMethod method in Enum.GetValues<SearchMethod>())
        {
            SearchResult result = new TestTimeSearch(new RandomTree(), RandomTree.Score, Options(method, 1, 1)).Run([Problems[0]])[0];
            Assert.Single(result.Candidates);
        }
    }

    [Fact]
    public void Dvts_with_one_tree_that_ends_in_its_first_step_is_best_of_n()
    {
        SearchOptions options = Options(SearchMethod.Dvts, 8, 8) with { MaxSteps = 1 };
        SearchResult tree = new TestTimeSearch(new RandomTree(), RandomTree.Score, options).Run([Problems[1]])[0];
        Candidate[] complete = [.. tree.Candidates.Where(c => c.IsComplete)];
        Assert.Equal(8, tree.Candidates.Count);
        Assert.Equal(complete.Max(c => c.Score), tree.Candidates[tree.Chosen!.Value].Score);
    }

    [Fact]
    public void Looking_ahead_costs_tokens_and_keeps_none_of_them()
    {
        SearchOptions options = Options(SearchMethod.Dvts) with { Lookahead = 2 };
        IReadOnlyList<SearchResult> results = new TestTimeSearch(new RandomTree(), RandomTree.Score, options).Run(Problems);
        Assert.All(results, result => Assert.True(result.GeneratedTokens > result.Candidates.Sum(c => c.Rollout.ResponseIds.Length) - 1));
        Assert.All(results.SelectMany(r => r.Candidates), c => Assert.True(c.Rollout.Finish != FinishReason.Pause || c.Rollout.ResponseIds[^1] == 2));
    }

    [Fact]
    public void A_response_that_cannot_be_scored_never_wins()
    {
        double[][] Score(IReadOnlyList<Rollout> responses) => [.. responses.Select((r, i) => i % 2 == 0 ? [] : RandomTree.Score([r])[0])];
        SearchResult result = new TestTimeSearch(new RandomTree(), Score, Options(SearchMethod.BestOfN)).Run([Problems[0]])[0];
        Assert.All(result.Candidates.Where((_, i) => i % 2 == 0), c => Assert.False(c.IsComplete));
    }

    [Fact]
    public void Best_of_n_scores_each_token_that_it_samples_once()
    {
        IReadOnlyList<SearchResult> results = new TestTimeSearch(new RandomTree(), RandomTree.Score, Options(SearchMethod.BestOfN)).Run(Problems);
        Assert.All(results, result => Assert.Equal(result.Candidates.Sum(c => c.Rollout.ResponseIds.Length), result.ScoredTokens));
        Assert.All(results, result => Assert.Equal(result.GeneratedTokens, result.ScoredTokens));
    }

    [Fact]
    public void The_published_choice_is_the_best_score_whether_complete_or_not()
    {
        SearchOptions options = Options(SearchMethod.BestOfN) with { Sampling = new SamplingOptions(3), Published = true };
        IReadOnlyList<SearchResult> results = new TestTimeSearch(new RandomTree(), RandomTree.Score, options).Run(Problems);
        Assert.Contains(results, result => !result.Candidates[result.Chosen!.Value].IsComplete);
        Assert.All(results, result => Assert.Equal(result.Candidates.Where(c => c.StepScores.Length > 0).Max(c => c.Score), result.Candidates[result.Chosen!.Value].Score));
    }

    [Fact]
    public void Mistakes_are_refused()
    {
        void Run(SearchOptions options) => new TestTimeSearch(new RandomTree(), RandomTree.Score, options).Run(Problems);
        Assert.Contains("not a multiple", Assert.Throws<PureException>(() => Run(Options(SearchMethod.Dvts, 6, 4))).Message, StringComparison.Ordinal);
        Assert.Contains("n of at least M", Assert.Throws<PureException>(() => Run(Options(SearchMethod.Beam, 2, 4))).Message, StringComparison.Ordinal);
        Assert.Contains("no token ends a step", Assert.Throws<PureException>(() => Run(Options(SearchMethod.Beam) with { Separators = new HashSet<int>() })).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<PureException>(() => new TestTimeSearch(new RandomTree(), RandomTree.Score, Options(SearchMethod.BestOfN)).Run([Problems[0], Problems[0]])).Message, StringComparison.Ordinal);
        double[][] NotANumber(IReadOnlyList<Rollout> responses) => [.. responses.Select(_ => new[] { double.NaN })];
        Assert.Contains("score of step 1 of a response to 'p0' is NaN", Assert.Throws<PureException>(() => new TestTimeSearch(new RandomTree(), NotANumber, Options(SearchMethod.BestOfN)).Run(Problems)).Message, StringComparison.Ordinal);
    }
}
