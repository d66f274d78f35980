using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pure.Rewards.Agent;
using static Pure.Tests.GoldenVerifier.VerifierGolden;

namespace Pure.Tests.GoldenVerifier;

/// <summary>Golden files of RewardAgent.</summary>
internal static class RewardAgentCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement>> Checks = new Dictionary<string, Action<JsonElement>>(StringComparer.Ordinal)
    {
        ["reward_agent_judger.json"] = item => AnswerOrRefusal(item, Judge),
        ["reward_agent_parse.json"] = Parse,
        ["reward_agent_constraints.json"] = item => AnswerOrRefusal(item, Constraints),
        ["reward_agent_multi.json"] = item => AnswerOrRefusal(item, Multi),
    };

    private static void Judge(JsonElement input, JsonElement expected)
    {
        JudgeRule rule = input.GetProperty("rule").GetString() switch
        {
            "weighted_sum" => JudgeRule.WeightedSum,
            "major_vote" => JudgeRule.MajorVote,
            { } other => throw new PureException($"There is no rule '{other}'."),
            null => throw new PureException("There is no rule."),
        };
        AgentJudgment[] judgments =
        [
            .. input.GetProperty("judgments").EnumerateObject()
                .Select(agent => new AgentJudgment(agent.Name, [.. agent.Value.EnumerateObject().Select(a => KeyValuePair.Create(a.Name, Number(a.Value)))])),
        ];
        JsonElement weights = input.GetProperty("weights");
        string best = Judger.Best(judgments, rule, weights.ValueKind == JsonValueKind.Null ? null : weights.EnumerateObject().ToDictionary(w => w.Name, w => Number(w.Value), StringComparer.Ordinal));
        string verdict = $"[[{best.Split(' ')[^1]}]]";
        Assert.Equal(expected.GetProperty("verdict").GetString(), verdict);
        CheckVerdict(expected, verdict);
    }

    private static void Parse(JsonElement item)
    {
        JsonElement input = item.GetProperty("input"), expected = item.GetProperty("expected");
        string text = input.GetProperty("text").GetString()!;
        switch (input.GetProperty("kind").GetString())
        {
            case "fact_scores":
                (double a, double b) = AgentReplies.FactScores(text);
                Close("A", expected.GetProperty("A").GetDouble(), a);
                Close("B", expected.GetProperty("B").GetDouble(), b);
                break;
            case "query_list":
                JsonNode?[] wanted = [.. expected.EnumerateArray().Select(e => JsonNode.Parse(e.GetRawText()))];
                IReadOnlyList<JsonNode?> actual = AgentReplies.Queries(text);
                Assert.True(wanted.Length == actual.Count && wanted.Zip(actual).All(p => JsonNode.DeepEquals(p.First, p.Second)), $"got {string.Join(" | ", actual)}");
                break;
            case "verdict":
                CheckVerdict(expected, text);
                break;
            case "plan":
                AgentPlan plan = AgentReplies.Plan(text);
                Assert.Equal(expected.GetProperty("constraint_check").GetBoolean(), plan.Constraints);
                Assert.Equal(expected.GetProperty("factuality_check").GetBoolean(), plan.Factuality);
                break;
            case { } kind:
                throw new NotSupportedException($"no check for the kind {kind}");
        }
    }

    private static void Constraints(JsonElement input, JsonElement expected)
    {
        double[] scores = [.. input.GetProperty("check_results").EnumerateArray().Select(answer => ConstraintScore.Of([.. answer.EnumerateArray().Select(Truthy)]))];
        double[] wanted = Numbers(expected.GetProperty("scores"));
        Assert.Equal(wanted.Length, scores.Length);
        for (int i = 0; i < wanted.Length; i++) Close($"scores[{i}]", wanted[i], scores[i]);
        if (expected.TryGetProperty("detail", out JsonElement detail)) Assert.Equal(Numbers(detail), scores);
        if (expected.TryGetProperty("winner", out JsonElement winner))
            Assert.Equal(winner.GetString(), scores[0] > scores[1] ? "A" : scores[0] < scores[1] ? "B" : "tie");
    }

    private static void Multi(JsonElement input, JsonElement expected)
    {
        double[] rewards = Numbers(input.GetProperty("rewards"));
        JsonElement scores = input.GetProperty("pair_scores");
        (int First, int Second, double FirstScore, double SecondScore)[] pairs =
        [
            .. input.GetProperty("pairs").EnumerateArray().Select(pair =>
            {
                int first = pair[0].GetInt32(), second = pair[1].GetInt32();
                double[] both = Numbers(scores.GetProperty(string.Create(CultureInfo.InvariantCulture, $"{first}-{second}")));
                return (first, second, both[0], both[1]);
            }),
        ];
        KeyValuePair<string, double>[] factuality = [.. FactualityScores.AsReleased(rewards.Length, pairs).Select(f => KeyValuePair.Create(Name(f.Key), f.Value))];
        JsonElement wanted = expected.GetProperty("factuality");
        Assert.Equal(wanted.EnumerateObject().Count(), factuality.Length);
        foreach ((string answer, double score) in factuality) Close(answer, wanted.GetProperty(answer).GetDouble(), score);

        string best = Judger.Best(
        [
            new AgentJudgment(AgentJudgment.Preference, [.. rewards.Select((reward, i) => KeyValuePair.Create(Name(i), reward))]),
            new AgentJudgment(AgentJudgment.Factuality, factuality),
        ], JudgeRule.WeightedSum);
        Assert.Equal(Name(expected.GetProperty("winner").GetInt32()), best);
    }

    private static void CheckVerdict(JsonElement expected, string text)
    {
        Assert.Equal(expected.GetProperty("pair").GetString(), AgentReplies.Verdict(text));
        JsonElement index = expected.GetProperty("index");
        if (index.ValueKind == JsonValueKind.Number) Assert.Equal(index.GetInt32(), AgentReplies.Index(text));
        else Assert.Null(AgentReplies.Index(text));
    }

    private static string Name(int answer) => string.Create(CultureInfo.InvariantCulture, $"Answer {answer + 1}");

    /// <summary>What the original counts as passed: whatever Python calls true.</summary>
    private static bool? Truthy(JsonElement result) => result.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => result.GetDouble() != 0,
        JsonValueKind.String => result.GetString()!.Length > 0,
        JsonValueKind.Array => result.GetArrayLength() > 0,
        _ => result.EnumerateObject().Any(),
    };
}
