using System.Text.Json;
using Pure.Evaluation.RewardBench;
using static Pure.Tests.GoldenVerifier.VerifierCase;

namespace Pure.Tests.GoldenVerifier;

internal static class RewardBenchCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement>> Checks = new Dictionary<string, Action<JsonElement>>(StringComparer.Ordinal)
    {
        ["rewardbench_section_scores.json"] = Sections,
        ["rewardbench_overall.json"] = Overall,
        ["rewardbench_pair_accuracy.json"] = Pairs,
        ["rewardbench_judge_parse.json"] = Judge,
        ["rewardbench_ensemble.json"] = Ensemble,
        ["rewardbench2_best_of_n.json"] = BestOfFour,
        ["rewardbench2_ties.json"] = Ties,
    };

    private static void Sections(JsonElement item)
    {
        JsonElement input = Input(item, "metrics", "example_counts", "sections");
        Dictionary<string, double> metrics = Map(input.GetProperty("metrics"));
        IReadOnlyDictionary<string, double> scores = input.TryGetProperty("example_counts", out JsonElement counts)
            ? RewardBenchSections.Scores(
                metrics,
                counts.EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetInt32(), StringComparer.Ordinal),
                input.GetProperty("sections").EnumerateObject().ToDictionary(e => e.Name, e => Texts(e.Value), StringComparer.Ordinal))
            : RewardBenchSections.Scores(metrics);
        Compare(Map(Expected(item)), scores);
    }

    private static void Overall(JsonElement item)
    {
        JsonElement input = Input(item, "metrics", "preference_sets");
        IReadOnlyDictionary<string, double> sections = RewardBenchSections.Scores(Map(input.GetProperty("metrics")));
        double prior = RewardBenchSections.PriorScore(input.GetProperty("preference_sets") is { ValueKind: JsonValueKind.Object } sets ? Map(sets) : null);
        var actual = new Dictionary<string, double>(sections, StringComparer.Ordinal)
        {
            [RewardBenchSections.Prior] = prior,
            ["average"] = RewardBenchSections.Overall(sections, prior),
        };
        Compare(Map(Expected(item)), actual);
    }

    private static void Compare(IReadOnlyDictionary<string, double> expected, IReadOnlyDictionary<string, double> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, double value) in expected) Close(value, actual[name], what: name);
    }

    private static void Pairs(JsonElement item)
    {
        JsonElement input = Input(item, "scores_chosen", "scores_rejected", "subsets");
        double[] chosen = Numbers(input.GetProperty("scores_chosen")), rejected = Numbers(input.GetProperty("scores_rejected"));
        if (Raises(item))
        {
            Assert.Throws<PureException>(() => PairAccuracy.Results(chosen, rejected));
            return;
        }

        int[] results = PairAccuracy.Results(chosen, rejected);
        JsonElement expected = Expected(item, "results", "accuracy");
        Assert.Equal(Integers(expected.GetProperty("results")), results);
        Compare(Map(expected.GetProperty("accuracy")), PairAccuracy.BySubset([.. results.Select(r => (double)r)], Texts(input.GetProperty("subsets"))));
    }

    private static void Judge(JsonElement item)
    {
        JsonElement input = Input(item, "kind", "text", "winner", "swapped", "correct_position"), expected = Expected(item);
        string? Letter() => input.GetProperty("winner").GetString() is "error" or null ? null : input.GetProperty("winner").GetString();
        switch (input.GetProperty("kind").GetString())
        {
            case "verdict":
                Knows(expected, "two_way", "four_way");
                Assert.Equal(expected.GetProperty("two_way").GetString(), JudgeReply.Verdict(input.GetProperty("text").GetString()!) ?? "error");
                Assert.Equal(expected.GetProperty("four_way").GetString(), JudgeReply.Verdict(input.GetProperty("text").GetString()!, 4) ?? "error");
                break;
            case "rating":
                Assert.Equal(expected.GetInt32(), JudgeReply.Rating(input.GetProperty("text").GetString()!) ?? -1);
                break;
            case "pair_result":
                Close(Number(expected), JudgeReply.PairResult(Letter(), input.GetProperty("swapped").GetBoolean()));
                break;
            case "four_way_result":
                Close(Number(expected), JudgeReply.FourWayResult(Letter(), input.GetProperty("correct_position").GetInt32()));
                break;
            case var kind:
                throw new NotSupportedException(kind);
        }
    }

    private static void Ensemble(JsonElement item)
    {
        JsonElement input = Input(item, "scores", "mode");
        double[] scores = Numbers(input.GetProperty("scores"));
        if (!Enum.TryParse(input.GetProperty("mode").GetString(), out EnsembleMode mode))
        {
            // An unknown mode gives nothing in the original; ours has no unknown modes.
            Assert.True(Raises(item) || Expected(item).ValueKind == JsonValueKind.Null);
            return;
        }

        if (Raises(item)) Assert.Throws<PureException>(() => ScoreEnsemble.Combine(scores, mode));
        else Close(Number(Expected(item)), ScoreEnsemble.Combine(scores, mode));
    }

    private static void BestOfFour(JsonElement item)
    {
        JsonElement input = Input(item, "scores", "ids", "total_completions");
        IReadOnlyList<double[]> Groups() => BestOfGroup.Groups(Numbers(input.GetProperty("scores")), Texts(input.GetProperty("ids")), Integers(input.GetProperty("total_completions")));
        if (Raises(item))
        {
            Assert.Throws<PureException>(Groups);
            return;
        }

        JsonElement expected = Expected(item, "results", "grouped_scores");
        double[][] groups = [.. Groups()];
        double[][] grouped = Rows(expected.GetProperty("grouped_scores"));
        Assert.Equal(grouped.Length, groups.Length);
        for (int i = 0; i < grouped.Length; i++) Close(grouped[i], groups[i], "grouped_scores");
        Close(Numbers(expected.GetProperty("results")), [.. groups.Select(g => BestOfGroup.Result(g))], "results");
    }

    private static void Ties(JsonElement item)
    {
        TiesRow[] rows = [.. Input(item, "rows").GetProperty("rows").EnumerateArray().Select(row =>
        {
            Knows(row, "id", "scores", "num_correct");
            return new TiesRow(row.GetProperty("id").GetString()!, Numbers(row.GetProperty("scores")), row.GetProperty("num_correct").GetInt32());
        })];
        if (Raises(item))
        {
            Assert.Throws<PureException>(() => TiesScore.Of(rows));
            return;
        }

        JsonElement expected = Expected(item, "overall", "per_prompt");
        Close(Number(expected.GetProperty("overall")), TiesScore.Of(rows));
        foreach (TiesRow row in rows)
        {
            TiesPrompt prompt = TiesScore.Prompt(row);
            JsonElement stated = expected.GetProperty("per_prompt").GetProperty(row.Id);
            Knows(stated, "accurate", "spread_correct", "gap");
            Assert.Equal(stated.GetProperty("accurate").GetBoolean(), prompt.Accurate);
            Assert.Equal(stated.GetProperty("spread_correct").ValueKind == JsonValueKind.Null, prompt.Spread is null);
            if (prompt.Spread is { } spread) Close(Number(stated.GetProperty("spread_correct")), spread);
            Close(Number(stated.GetProperty("gap")), prompt.Gap);
        }
    }
}
