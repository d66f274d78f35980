using System.Text.Json;
using Pure.Rewards.Generative;
using static Pure.Tests.GoldenVerifier.VerifierGolden;

namespace Pure.Tests.GoldenVerifier;

/// <summary>Golden files of ThinkPRM. The original's slips are part of them, so they run with the published behaviour.</summary>
internal static class ThinkPrmCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement>> Checks = new Dictionary<string, Action<JsonElement>>(StringComparer.Ordinal)
    {
        ["thinkprm_labels.json"] = Labels,
        ["thinkprm_filter.json"] = Filter,
        ["thinkprm_score.json"] = item => AnswerOrRefusal(item, Score),
        ["thinkprm_steps.json"] = Steps,
        ["thinkprm_binary_f1.json"] = BinaryF1,
    };

    private static void Labels(JsonElement item)
    {
        JsonElement input = item.GetProperty("input"), expected = item.GetProperty("expected");
        string[] actual = input.GetProperty("kind").GetString() switch
        {
            "decisions" => [.. StepDecisions.Read(input.GetProperty("text").GetString()!, asReleased: true).Select(right => right ? "correct" : "incorrect")],
            "repair_labels" => [.. StepLabels.RepairedAsReleased(Signs(string.Concat(input.GetProperty("labels").EnumerateArray().Select(l => l.GetString())))).Select(Sign)],
            { } kind => throw new NotSupportedException($"no check for the kind {kind}"),
            null => throw new NotSupportedException(),
        };
        Assert.Equal([.. expected.EnumerateArray().Select(e => e.GetString()!)], actual);
    }

    private static void Filter(JsonElement item)
    {
        JsonElement input = item.GetProperty("input"), config = input.GetProperty("config"), expected = item.GetProperty("expected");
        bool[] labels = Signs(input.GetProperty("step_labels").GetString()!);
        var options = new ChainFilterOptions(
            config.GetProperty("match_all_step_labels").GetBoolean(),
            config.GetProperty("max_length_words").GetInt32(),
            config.GetProperty("add_think_token").GetBoolean(),
            AsReleased: true);
        string[] chains = [.. input.GetProperty("chains").EnumerateArray().Select(c => c.GetString()!)];
        Assert.Equal(expected.GetArrayLength(), chains.Length);
        for (int k = 0; k < chains.Length; k++)
        {
            FilteredChain actual = ChainFilter.Apply(chains[k], labels, Words, options);
            Assert.Equal(expected[k].GetProperty("kept").GetBoolean(), actual.Kept);
            if (!actual.Kept) continue;
            Assert.Equal(expected[k].GetProperty("target").GetString(), actual.Target);
            Assert.Equal(expected[k].GetProperty("is_correct").GetBoolean(), actual.IsCorrect);
            Assert.Equal(expected[k].GetProperty("labels").GetString(), string.Concat(StepLabels.RepairedAsReleased(labels).Select(Sign)));
        }
    }

    private static void Score(JsonElement input, JsonElement expected)
    {
        double[]?[] chains = [.. input.GetProperty("label_logprobs").EnumerateArray().Select(c => c.ValueKind == JsonValueKind.Null ? null : Numbers(c))];
        double temperature = input.GetProperty("decision_temperature").GetDouble();
        int label = input.GetProperty("label_index").GetInt32();
        double actual = VerdictScore.AsReleased(chains, temperature, label);
        double value = Number(expected);
        Close("score", value, actual);

        // The stable form says the same wherever the published one is defined and no request failed.
        if (!double.IsFinite(value) || chains.Any(c => c is null || c.Length != 2)) return;
        Close("stable", value, VerdictScore.Mean(chains.Select(c => VerdictScore.Of(c![label], c[1 - label], temperature)))!.Value, 1e-9);
    }

    private static void Steps(JsonElement item)
    {
        JsonElement input = item.GetProperty("input"), expected = item.GetProperty("expected");
        string text = input.GetProperty("text").GetString()!;
        switch (input.GetProperty("kind").GetString())
        {
            case "split":
                Assert.Equal([.. expected.EnumerateArray().Select(e => e.GetString()!)], NumberedSteps.Split(text));
                break;
            case "stop_step":
                Assert.Equal(expected.GetInt64(), NumberedSteps.Next(text, asReleased: true));
                break;
            case { } kind:
                throw new NotSupportedException($"no check for the kind {kind}");
        }
    }

    private static void BinaryF1(JsonElement item)
    {
        JsonElement input = item.GetProperty("input"), expected = item.GetProperty("expected");
        if (input.GetProperty("kind").GetString() == "baseline")
        {
            int errors = input.GetProperty("errors").GetInt32(), corrects = input.GetProperty("corrects").GetInt32();
            (double coin, double always) = VerdictQuality.Baselines(corrects, errors);
            (double coinOther, double alwaysOther) = VerdictQuality.Baselines(errors, corrects);
            Close("coin_positive_correct", expected.GetProperty("coin_positive_correct").GetDouble(), coin);
            Close("coin_positive_incorrect", expected.GetProperty("coin_positive_incorrect").GetDouble(), coinOther);
            Close("always_correct", expected.GetProperty("always_correct").GetDouble(), always);
            Close("always_incorrect", expected.GetProperty("always_incorrect").GetDouble(), alwaysOther);
            return;
        }

        Assert.Equal("both", input.GetProperty("kind").GetString());
        int[] predicted = [.. input.GetProperty("predicted_index").EnumerateArray().Select(e => e.GetInt32())];
        int[] labels = [.. input.GetProperty("label").EnumerateArray().Select(e => e.GetInt32())];
        Close("binary", Number(expected.GetProperty("binary_f1_positive_correct")), VerdictQuality.BinaryF1(predicted, labels));
        Close("index", Number(expected.GetProperty("index_f1")), VerdictQuality.IndexF1(predicted, labels));
    }

    private static bool[] Signs(string labels) => [.. labels.Select(label => label == '+')];

    private static string Sign(bool right) => right ? "+" : "-";

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
