using Pure.Data;
using Pure.Evaluation.RewardBench;

namespace Pure.Tests.Evaluation;

public sealed class RewardBenchTests
{
    [Fact]
    public void Random_scores_give_a_half_of_the_pairs_and_a_quarter_of_the_groups()
    {
        double[] scores = [.. Enumerable.Range(0, 40_000).Select(i => SeedSequence.Uniform(1, i))];
        Assert.Equal(0.5, PairAccuracy.Results(scores[..20_000], scores[20_000..]).Average(), 0.02);
        Assert.Equal(0.25, scores.Chunk(4).Average(group => BestOfGroup.Result(group)), 0.02);
    }

    [Fact]
    public void Shifting_and_scaling_all_scores_changes_nothing()
    {
        TiesRow[] rows = [new("ref:1", [3, 1, 0], 1), new("tied:1", [2.5, 2, 1, 0.5], 2)];
        TiesRow[] moved = [.. rows.Select(row => row with { Scores = [.. row.Scores.Select(s => (4 * s) - 7)] })];
        Assert.Equal(TiesScore.Of(rows), TiesScore.Of(moved), 12);
        Assert.Equal(BestOfGroup.Result([3, 1, 3, 0]), BestOfGroup.Result([12, 4, 12, 0]));
    }

    [Fact]
    public void The_published_overall_score_is_reproduced()
    {
        var sections = new Dictionary<string, double>(StringComparer.Ordinal) { ["Chat"] = 96.9, ["Chat Hard"] = 76.8, ["Safety"] = 92.2, ["Reasoning"] = 97.3 };
        Assert.Equal(88.97, RewardBenchSections.Overall(sections, 74.3), 2);
    }

    [Fact]
    public void Ratings_that_cannot_be_read_lose_to_those_that_can()
    {
        Assert.Equal(0.5, JudgeReply.RatingsResult([8, null, 8, 3]));
        Assert.Equal(0.25, JudgeReply.RatingsResult([null, null, null, null]));
        Assert.Equal(0, JudgeReply.RatingsResult([null, 2, 1, 1]));
    }

    [Fact]
    public void Normalised_scores_have_mean_0_and_deviation_1()
    {
        double[] z = ScoreEnsemble.Normalize([1, 2, 3, 10]);
        Assert.Equal(0, z.Average(), 12);
        Assert.Equal(1, z.Average(x => x * x), 12);
        Assert.Equal([0, 0], ScoreEnsemble.Normalize([5, 5]));
    }

    [Fact]
    public void Both_published_row_formats_are_read()
    {
        string path = Path.GetTempFileName();
        File.WriteAllLines(path,
        [
            """{"id": 7, "prompt": "q", "chosen": "good", "rejected": "bad", "subset": "hep-js"}""",
            """{"chosen": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}, {"role": "assistant", "content": "good"}], "rejected": [{"role": "user", "content": "c"}, {"role": "assistant", "content": "bad"}], "subset": "own"}""",
        ]);
        IReadOnlyList<RewardBenchPair> pairs = RewardBenchPair.Read(path);
        Assert.Equal(new RewardBenchPair("7", "q", "good", "bad", "hep-js"), pairs[0]);
        Assert.Equal("a\n\nb\n\nc", pairs[1].Prompt);
        File.WriteAllText(path, """{"id": "tied:3", "prompt": "q", "chosen": ["a", "b"], "rejected": ["c"], "num_correct": 2, "subset": "Ties"}""");
        RewardBench2Prompt prompt = Assert.Single(RewardBench2Prompt.Read(path));
        Assert.True(prompt.IsTies);
        Assert.Equal(["a", "b", "c"], prompt.Answers);
        Assert.Equal(2, prompt.Correct);
        File.Delete(path);
    }
}
