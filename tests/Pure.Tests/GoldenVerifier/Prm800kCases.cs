using System.Text.Json;
using Pure.Answers.Published;
using Pure.Data;
using Pure.Evaluation.Prm800k;
using Pure.Rewards;
using static Pure.Tests.GoldenVerifier.VerifierCase;

namespace Pure.Tests.GoldenVerifier;

internal static class Prm800kCases
{
    public static readonly IReadOnlyDictionary<string, Action<JsonElement>> Checks = new Dictionary<string, Action<JsonElement>>(StringComparer.Ordinal)
    {
        ["prm800k_grade.json"] = Grade,
        ["prm800k_solution_score.json"] = Score,
        ["prm800k_best_of_n.json"] = BestOf,
        ["prm800k_trajectory.json"] = Trajectory,
    };

    private static void Grade(JsonElement item)
    {
        JsonElement input = Input(item, "given", "truth");
        Assert.Equal(Expected(item).GetBoolean(), Prm800kGrader.Grade(input.GetProperty("given").GetString(), input.GetProperty("truth").GetString()!));
    }

    private static void Score(JsonElement item)
    {
        double[][] steps = Rows(Input(item, "step_probabilities").GetProperty("step_probabilities"));
        if (Raises(item))
        {
            Assert.Throws<PureException>(() => Prm800kScore.Of(steps, Aggregation.Min));
            return;
        }

        JsonElement expected = Expected(item, "product_positive", "product_negative", "min_positive", "min_negative");
        foreach (JsonProperty field in expected.EnumerateObject())
        {
            Aggregation aggregation = field.Name.StartsWith("product", StringComparison.Ordinal) ? Aggregation.Product : Aggregation.Min;
            Close(Number(field.Value), Prm800kScore.Of(steps, aggregation, field.Name.EndsWith("positive", StringComparison.Ordinal)), 1e-12, field.Name);
        }
    }

    private static void BestOf(JsonElement item)
    {
        JsonElement[] raw = [.. Input(item, "samples").GetProperty("samples").EnumerateArray()];
        Prm800kSample?[] samples = [.. raw.Select(Sample)];
        JsonElement expected = Expected(item, "chosen", "counts");
        int? chosen = Prm800kBestOf.Choose(samples);
        int? expectedId = expected.GetProperty("chosen").ValueKind == JsonValueKind.Null ? null : expected.GetProperty("chosen").GetInt32();
        Assert.Equal(expectedId, chosen is { } i ? raw[i].GetProperty("id").GetInt32() : (int?)null);
        Assert.Equal(expected.GetProperty("counts").GetBoolean(), chosen is { } c && samples[c]!.IsCorrect);
    }

    private static Prm800kSample? Sample(JsonElement sample)
    {
        if (sample.ValueKind == JsonValueKind.Null) return null;
        Knows(sample, "id", "prm_score", "answer", "is_correct");
        return new Prm800kSample(Number(sample.GetProperty("prm_score")), sample.GetProperty("answer").GetString(), sample.GetProperty("is_correct").GetBoolean());
    }

    private static void Trajectory(JsonElement item)
    {
        IReadOnlyList<Prm800kStep> steps = Prm800kTrajectory.Of(Input(item, "label").GetProperty("label"));
        JsonElement[] expected = [.. Expected(item).EnumerateArray()];
        Assert.Equal(expected.Select(step => (step[0].GetString(), step[1].ValueKind == JsonValueKind.Null ? null : (int?)step[1].GetInt32())), steps.Select(step => ((string?)step.Text, step.Rating)));
    }
}
