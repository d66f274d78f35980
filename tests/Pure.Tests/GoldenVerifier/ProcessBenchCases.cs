using System.Text.Json;
using Pure.Evaluation.ProcessBench;
using static Pure.Tests.GoldenVerifier.VerifierCase;

namespace Pure.Tests.GoldenVerifier;

internal static class ProcessBenchCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement>> Checks = new Dictionary<string, Action<JsonElement>>(StringComparer.Ordinal)
    {
        ["processbench_f1.json"] = F1,
        ["processbench_critic_parse.json"] = Critic,
        ["processbench_prm_prediction.json"] = Prm,
        ["processbench_average.json"] = Average,
        ["processbench_threshold.json"] = Threshold,
    };

    private static void F1(JsonElement item)
    {
        JsonElement input = Input(item, "labels", "predictions"), expected = Expected(item, "error_accuracy", "correct_accuracy", "f1");
        int?[] predictions = [.. input.GetProperty("predictions").EnumerateArray().Select(Index)];
        ProcessBenchScore score = ProcessBenchScore.Of(Integers(input.GetProperty("labels")), predictions);
        Close(Number(expected.GetProperty("error_accuracy")), 100 * score.ErrorAccuracy);
        Close(Number(expected.GetProperty("correct_accuracy")), 100 * score.CorrectAccuracy);
        Close(Number(expected.GetProperty("f1")), 100 * score.PublishedF1);
        Close(score.ErrorAccuracy == 0 && score.CorrectAccuracy == 0 ? 0 : Number(expected.GetProperty("f1")), 100 * score.F1);
    }

    private static void Critic(JsonElement item)
    {
        JsonElement input = Input(item, "texts", "vote"), expected = Expected(item, "extracted", "prediction");
        string[] texts = Texts(input.GetProperty("texts"));
        bool vote = input.GetProperty("vote").GetBoolean();
        if (expected.TryGetProperty("extracted", out JsonElement extracted)) Assert.Equal(extracted.GetString(), CriticReply.Extract(Assert.Single(texts)));
        Assert.Equal(Index(expected.GetProperty("prediction")), vote ? CriticReply.Vote(texts) : CriticReply.Prediction(Assert.Single(texts)));
    }

    private static void Prm(JsonElement item)
    {
        JsonElement input = Input(item, "step_is_correct", "labels", "batch_size");
        int[] labels = Integers(input.GetProperty("labels"));
        int?[] predicted = [.. Rows(input.GetProperty("step_is_correct")).Select(steps => (int?)FirstError.Of(steps, 0.5))];
        ProcessBenchScore score = ProcessBenchScore.Of(labels, predicted);
        if (Raises(item))
        {
            // The original divides 0 by 0 where no prediction is right; ours is 0.
            Assert.Equal(0, score.F1);
            return;
        }

        JsonElement expected = Expected(item, "predicted", "match", "error_accuracy", "correct_accuracy", "f1");
        Assert.Equal(Integers(expected.GetProperty("predicted")).Cast<int?>(), predicted);
        Assert.Equal(expected.GetProperty("match").EnumerateArray().Select(m => m.GetBoolean()), labels.Zip(predicted, (label, p) => label == p));
        Accuracy(expected.GetProperty("error_accuracy"), score.ErrorAccuracy);
        Accuracy(expected.GetProperty("correct_accuracy"), score.CorrectAccuracy);

        // With an empty half this evaluation says 0; ours has no F1 there. Where no prediction is right it says NaN; ours is 0.
        double f1 = Number(expected.GetProperty("f1"));
        if (score.Errors == 0 || score.Corrects == 0) Assert.True(f1 == 0 && double.IsNaN(score.F1));
        else Close(double.IsNaN(f1) ? 0 : f1, 100 * score.F1);
    }

    private static void Accuracy(JsonElement expected, double actual)
    {
        if (expected.ValueKind == JsonValueKind.Null) Assert.True(double.IsNaN(actual));
        else Close(Number(expected), 100 * actual);
    }

    private static void Average(JsonElement item)
    {
        JsonElement[] subsets = [.. Input(item, "per_config").GetProperty("per_config").EnumerateObject().Select(subset => subset.Value)];
        foreach (JsonElement subset in subsets) Knows(subset, "num_problems", "precision", "recall", "f1_score");
        int[] sizes = [.. subsets.Select(subset => subset.GetProperty("num_problems").GetInt32())];
        double[] Column(string name) => [.. subsets.Select(subset => Number(subset.GetProperty(name)))];
        JsonElement expected = Expected(item, "weighted_error_accuracy_2dp", "weighted_correct_accuracy_2dp", "weighted_f1_2dp", "unweighted_f1");
        Rounded(expected.GetProperty("weighted_error_accuracy_2dp"), ProcessBenchAverage.Weighted(Column("precision"), sizes));
        Rounded(expected.GetProperty("weighted_correct_accuracy_2dp"), ProcessBenchAverage.Weighted(Column("recall"), sizes));
        Rounded(expected.GetProperty("weighted_f1_2dp"), ProcessBenchAverage.Weighted(Column("f1_score"), sizes));
        Close(Number(expected.GetProperty("unweighted_f1")), ProcessBenchAverage.Plain(Column("f1_score")));
    }

    /// <summary>The original rounds to two places.</summary>
    private static void Rounded(JsonElement expected, double actual)
    {
        if (double.IsNaN(Number(expected))) Assert.True(double.IsNaN(actual));
        else Assert.InRange(actual - Number(expected), -0.005 - 1e-9, 0.005 + 1e-9);
    }

    private static void Threshold(JsonElement item)
    {
        JsonElement input = Input(item, "step_scores", "labels", "thresholds"), expected = Expected(item, "threshold", "f1", "f1_per_threshold");
        double[][] scores = Rows(input.GetProperty("step_scores"));
        int[] labels = Integers(input.GetProperty("labels"));
        double[] thresholds = Numbers(input.GetProperty("thresholds"));
        ThresholdChoice best = ThresholdChoice.Best(scores, labels, thresholds);
        Close(Number(expected.GetProperty("threshold")), best.Threshold);
        Close(Number(expected.GetProperty("f1")), best.Score.F1);
        Close(Numbers(expected.GetProperty("f1_per_threshold")), [.. thresholds.Select(t => ThresholdChoice.At(scores, labels, t).F1)], "f1_per_threshold");
    }

    private static int? Index(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : element.GetInt32();
}
